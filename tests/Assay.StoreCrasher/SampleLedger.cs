using System.Globalization;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.StoreCrasher;

/// <summary>
/// A small project that several processes can open: sums in a file, an engine that is three clerks, two prompts, two parses, three
/// scores. <c>exact</c> gives the sum alone, <c>wordy</c> puts it into a sentence, <c>sloppy</c> is one off where the first number is even.
/// </summary>
public static class SampleLedger
{
    /// <summary>The file that holds the benchmark as JSON, for processes that share it.</summary>
    public const string BenchmarkFile = "benchmark.json";

    /// <summary>The file of the sums, one per line.</summary>
    public const string SumsFile = "sums.jsonl";

    /// <summary>The benchmark: 3 models × 2 prompts over all sums.</summary>
    public static BenchmarkSpec Benchmark => new("sums")
    {
        Models = [new ModelSpec("exact", "clerk"), new ModelSpec("wordy", "clerk"), new ModelSpec("sloppy", "clerk")],
        Prompts =
        [
            new PromptSpec("bare", [new MessageSpec(MessageRole.User, "{item.a} + {item.b} =")]) { Family = "terse" },
            new PromptSpec("asked", [new MessageSpec(MessageRole.System, "You add numbers."), new MessageSpec(MessageRole.User, "What is {item.a} + {item.b}?")]),
        ],
        Slices = [new SliceSpec("all", new DatasetSpec(DatasetKind.Jsonl) { Path = SumsFile })],
        Parses = [new ParseSpec("strict", [Digits]), new ParseSpec("lenient", [Digits, new ExtractorSpec("first_number")])],
        Scores =
        [
            new ScoreSpec("strict_right", [Right]) { Parse = "strict" },
            new ScoreSpec("right", [Right]) { Parse = "lenient" },
            new ScoreSpec("says_it", [new MetricSpec("contains") { Config = JsonValue.Parse("""{"expected":"sum"}""") }]),
        ],
    };

    private static ExtractorSpec Digits => new("regex") { Config = JsonValue.Parse("""{"pattern":"^\\d+$"}""") };

    private static MetricSpec Right => new("numeric") { Config = JsonValue.Parse("""{"expected":"sum"}""") };

    /// <summary>The line of one sum: <c>n + 10 n</c>.</summary>
    public static string LineOf(int n) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"id":"sum{{n:d3}}","a":{{n}},"b":{{10 * n}},"sum":{{11 * n}},"parity":"{{(n % 2 == 0 ? "even" : "odd")}}"}""");

    /// <summary>What a clerk answers.</summary>
    public static string AnswerOf(EngineRequest request)
    {
        var item = request.Item.Element;
        var (a, sum) = (item.GetProperty("a").GetInt32(), item.GetProperty("sum").GetInt32());
        return request.Model.Id switch
        {
            "wordy" => string.Create(CultureInfo.InvariantCulture, $"The answer is {sum}."),
            "sloppy" when a % 2 == 0 => (sum + 1).ToString(CultureInfo.InvariantCulture),
            _ => sum.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The built-in plugins and the clerks.</summary>
    /// <param name="answer">Answers in place of the clerks; called concurrently.</param>
    /// <param name="isPaid">Whether an answer costs money.</param>
    public static PluginRegistry Plugins(Func<EngineRequest, CancellationToken, ValueTask<Output>> answer, bool isPaid = false) =>
        PluginRegistry.WithBuiltIns().Add(new FunctionEngine("clerk", "1", EngineInput.Prompt, isPaid, answer));

    /// <summary>Opens the project of a folder as another process finds it: its project file, its benchmark, the clerks.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="answer">Answers in place of the clerks.</param>
    public static (Orchestrator Orchestrator, BenchmarkSpec Benchmark) Open(string directory, Func<EngineRequest, CancellationToken, ValueTask<Output>> answer)
    {
        var options = new OrchestratorOptions { ProjectDirectory = directory, Registry = Plugins(answer) };
        var benchmark = SpecJson.Read<BenchmarkSpec>(File.ReadAllText(Path.Combine(directory, BenchmarkFile)));
        return (Orchestrator.FromProjectFile(Path.Combine(directory, "assay.toml"), options), benchmark);
    }
}
