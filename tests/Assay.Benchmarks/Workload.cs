using System.Globalization;
using System.Text.Json.Serialization;
using Assay.Contracts;
using Assay.Postgres;
using Assay.Specs;

namespace Assay.Benchmarks;

/// <summary>
/// A benchmark of a given size as the generator would write it: a compiled prompt, an engine that answers at once, a parse and
/// an exact match, two models, items from a file of JSON lines.
/// </summary>
/// <param name="size">How many trials, about.</param>
/// <param name="mostItems">The most items; more trials than these and the models give become samples.</param>
/// <param name="folder">Where its items and its store lie.</param>
internal sealed class Workload(int size, int mostItems, string folder)
{
    public const string Slice = "all";
    public const string Score = "accuracy";
    private const int Models = 2;
    private const string ItemsFile = "items.jsonl";

    public int Items { get; } = Math.Clamp(size / Models, 1, mostItems);

    public int Samples => Math.Max(1, size / Models / Items);

    public int Trials => Items * Models * Samples;

    public string Folder => folder;

    public string StoreFolder => Path.Combine(folder, "store");

    public static string TextOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"Which of the letters A, B, C and D stands for the number {number} when letters are dealt out in turn?");

    public static char AnswerOf(int number) => (char)('A' + (number % 4));

    /// <summary>What the engine says: right three times of four for one model, and half the time for the other.</summary>
    public static string OutputOf(int model, int number, int sample)
    {
        var draw = unchecked((uint)((number * 31) + sample + (model * 7)) * 2654435761) >> 24;
        var letter = draw < (model == 0 ? 192 : 128) ? AnswerOf(number) : AnswerOf(number + 1);
        return string.Create(CultureInfo.InvariantCulture, $"Dealing them out in turn, {number} gets its letter. The answer is {letter}.");
    }

    public void WriteItems()
    {
        using var writer = new StreamWriter(Path.Combine(folder, ItemsFile));
        for (var i = 0; i < Items; i++)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""{"id":"q{{i:d7}}","number":{{i}},"text":"{{TextOf(i)}}","answer":"{{AnswerOf(i)}}"}"""));
    }

    public IDatasetSource Source() => Dataset.Jsonl(ItemsFile, QuestionJson.Default.Question).Bind(static question => question.Id);

    /// <summary>The benchmark.</summary>
    /// <param name="delay">How long the engine takes; zero answers at once.</param>
    public BenchmarkDefinition Definition(TimeSpan delay = default) => Definition((request, cancellationToken) => Answer(request, delay, cancellationToken));

    /// <summary>The benchmark with an engine.</summary>
    public BenchmarkDefinition Definition(Func<EngineRequest, CancellationToken, ValueTask<Output>> answer) => new()
    {
        Spec = new BenchmarkSpec("load")
        {
            Models = [new ModelSpec("m0", "dealer"), new ModelSpec("m1", "dealer")],
            Prompts = [new PromptSpec("ask", [new MessageSpec(MessageRole.User, "{item.Text}\nAnswer with one letter.")])],
            Slices = [new SliceSpec(Slice, new DatasetSpec(DatasetKind.Memory))],
            Parses = [new ParseSpec("letter", [new ExtractorSpec("letter")])],
            Scores = [new ScoreSpec(Score, [new MetricSpec("right")]) { Parse = "letter", IfUnparsed = 0 }],
            Samples = Samples,
        },
        Plugins = new PluginRegistry()
            .Add(new FunctionEngine("dealer", "1", EngineInput.Prompt, isPaid: false, answer))
            .Add(new FunctionExtractor("letter", "1", static (context, _) => ValueTask.FromResult(Extract.ChoiceLetter(context.Output).ToExtraction())))
            .Add(new FunctionMetric("right", "1", static (context, _) => ValueTask.FromResult(new MetricResult((char)context.Parsed! == ((Question)context.Item.Value).Answer[0] ? 1 : 0)))),
        Datasets = new Dictionary<string, IDatasetSource> { [Slice] = Source() },
        Renderers = new Dictionary<string, Func<Item, Prompt>>
        {
            ["ask"] = static item => new Prompt(new Message(MessageRole.User, $"{((Question)item.Value).Text}\nAnswer with one letter.")),
        },
        Name = "Load",
    };

    /// <summary>An orchestrator over the workload's store, or over one in a folder of its own.</summary>
    public Orchestrator Open(string? store = null, int inFlight = 64) => Orchestrator.FromProjectSpec(
        new ProjectSpec("benchmarks") { Execution = new ExecutionPolicy { MaxInFlight = inFlight } },
        new OrchestratorOptions { ProjectDirectory = folder, StoreDirectory = store ?? StoreFolder });

    /// <summary>An orchestrator over a PostgreSQL store.</summary>
    /// <param name="connection">How to connect.</param>
    public Orchestrator OpenPostgres(string connection) => Orchestrator.FromProjectSpec(
        new ProjectSpec("benchmarks") { Execution = new ExecutionPolicy { MaxInFlight = 64 }, Storage = new PostgresStorageSpec(connection, folder) },
        new OrchestratorOptions { ProjectDirectory = folder, StorageProvider = new PostgresStorageProvider() });

    private static ValueTask<Output> Answer(EngineRequest request, TimeSpan delay, CancellationToken cancellationToken)
    {
        Output output = OutputOf(request.Model.Id == "m0" ? 0 : 1, ((Question)request.Item.Value).Number, request.SampleIndex);
        return delay == TimeSpan.Zero ? ValueTask.FromResult(output) : Later();

        async ValueTask<Output> Later()
        {
            await Task.Delay(delay, cancellationToken);
            return output;
        }
    }
}

/// <summary>An item of the workload.</summary>
internal sealed record Question(string Id, int Number, string Text, string Answer);

/// <summary>How items are read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Question))]
internal sealed partial class QuestionJson : JsonSerializerContext;
