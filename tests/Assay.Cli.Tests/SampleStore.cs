using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Results;
using Assay.Specs;

namespace Assay.Cli.Tests;

/// <summary>
/// A real store: two models that answer arithmetic. The <c>small</c> one errs at times, answers one item in words that no parse reads,
/// and breaks on another; <c>large</c> is always right. A second run has a <c>small</c> with a better prompt.
/// </summary>
public sealed class SampleStore : IAsyncLifetime
{
    private static readonly string[] Questions = ["1+1", "2+2", "3+3", "4+4", "5+5", "6+6", "7+7", "8+8"];

    private readonly FrozenTime time = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("assay-cli-").FullName;

    public async ValueTask InitializeAsync()
    {
        // A run is on record with the product's assemblies that are loaded: both runs see all of them, whatever tests beside these load meanwhile.
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "Assay*.dll"))
            Assembly.Load(Path.GetFileNameWithoutExtension(file));
        await RunAsync("Add.", "What is {item.question}?");
        await RunAsync("Add with care.", "Think, then say what {item.question} is.");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>A copy that a test may change.</summary>
    public string Copy()
    {
        var copy = Directory.CreateTempSubdirectory("assay-cli-").FullName;
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <summary>The library's own results of both runs, over a store that stays open.</summary>
    internal async Task<T> ReadAsync<T>(Func<BenchmarkResult, BenchmarkResult, Task<T>> read)
    {
        await using var orchestrator = Open();
        var first = await orchestrator.GetResultAsync(Definition("Add.", "What is {item.question}?"), TestContext.Current.CancellationToken);
        var second = await orchestrator.GetResultAsync(Definition("Add with care.", "Think, then say what {item.question} is."), TestContext.Current.CancellationToken);
        return await read((BenchmarkResult)first, (BenchmarkResult)second);
    }

    internal static BenchmarkSpec Spec(string system, string prompt) => new("sums")
    {
        Models = [new ModelSpec("large", "calculator"), new ModelSpec("small", "calculator")],
        Prompts = [new PromptSpec("ask", [new MessageSpec(MessageRole.System, system), new MessageSpec(MessageRole.User, prompt)])],
        Slices = [new SliceSpec("plain", new DatasetSpec(DatasetKind.Memory))],
        Parses = [new ParseSpec("number", [new ExtractorSpec("first_number")])],
        Scores = [new ScoreSpec("correct", [new MetricSpec("equals")]) { Parse = "number" }, new ScoreSpec("length", [new MetricSpec("length")]) { HigherIsBetter = false }],
    };

    private async Task RunAsync(string system, string prompt)
    {
        time.Advance();
        await using (var orchestrator = Open())
            await orchestrator.RunBenchmarkAsync(Definition(system, prompt), cancellationToken: TestContext.Current.CancellationToken);
        time.Advance();
    }

    private Orchestrator Open() => Orchestrator.FromProjectSpec(
        new ProjectSpec("sums") { Execution = new ExecutionPolicy { MaxRetries = 0, MaxInFlight = 1, CircuitBreakerThreshold = int.MaxValue } },
        new OrchestratorOptions { ProjectDirectory = Folder, Time = time, ParallelCandidates = 1 });

    internal static BenchmarkDefinition Definition(string system, string prompt) => new()
    {
        Spec = Spec(system, prompt),
        Plugins = Plugins(),
        Datasets = new Dictionary<string, IDatasetSource> { ["plain"] = new Items() },
        Name = "Sums",
    };

    private static PluginRegistry Plugins() => PluginRegistry.WithBuiltIns()
        .Add(new FunctionEngine("calculator", "1", EngineInput.Prompt | EngineInput.Item, false, (request, _) => ValueTask.FromResult(Answer(request))))
        .Add(new FunctionMetric("equals", "1", (context, _) => ValueTask.FromResult(new MetricResult(
            context.Parsed?.ToString() == Sum((string)context.Item.Value).ToString(System.Globalization.CultureInfo.InvariantCulture) ? 1 : 0))))
        .Add(new FunctionMetric("length", "1", (context, _) => ValueTask.FromResult(new MetricResult(context.Output.Text.Length))));

    private static Output Answer(EngineRequest request)
    {
        var question = (string)request.Item.Value;
        var sum = Sum(question);
        if (request.Model.Id == "large")
        {
            return new Output($"It is {sum}.")
            {
                InputTokens = 12,
                OutputTokens = 4,
                Conversation = question == "2+2"
                    ? [
                        new ConversationTurn(MessageRole.Assistant, "") { ToolName = "add", ToolCallId = "1", Arguments = new JsonValue(JsonSerializer.SerializeToElement(new { left = 2, right = 2 })) },
                        new ConversationTurn(MessageRole.Tool, "4") { ToolName = "add", ToolCallId = "1" },
                    ]
                    : [],
            };
        }

        var isCareful = request.Prompt.Text.Contains("Think", StringComparison.Ordinal);
        return question switch
        {
            "8+8" => throw new EngineException(ErrorCode.EngineFailed, "The calculator is out of paper."),
            "7+7" => "fourteen, \u001bof course\u202e",
            "1+1" or "2+2" or "3+3" when !isCareful => $"{sum + 1}",
            _ => $"{sum}",
        };
    }

    private static int Sum(string question) => question.Split('+').Sum(static part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture));

    private sealed class Items : IDatasetSource
    {
        public async IAsyncEnumerable<Item> ReadAsync(string projectDirectory, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            foreach (var question in Questions)
                yield return new Item(question, question, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { question })));
        }
    }
}
