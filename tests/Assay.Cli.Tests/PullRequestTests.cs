using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Sessions;
using Assay.Specs;

namespace Assay.Cli.Tests;

/// <summary>A history of pull requests on one benchmark of 100 items, each with what its reviewer sees: verdict, exit code, snapshot and comment.</summary>
public sealed class PullRequestTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assay-history-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Requests.Keys];

    /// <summary>What each changes, and what is seen.</summary>
    private static Dictionary<string, Request> Requests { get; } = new()
    {
        ["prompt improved"] = new(static state => state with { Prompt = "Think. {item.q}", IsRight = static i => i < 95 }, "improved", 0, "t-080", "| ⬆️ | triage | all | improved | right of m, ask: 0.8 → 0.95 (p = 0.0001) |"),
        ["parser broken"] = new(static state => state with { Parser = "2" }, "regressed", 1, "t-001", "| ❌ | triage | all | regressed | right of m, ask: 0.8 → 0 (p = 0) |"),
        ["judge changed"] = new(static state => state with { Judge = "2" }, "incomparable", 1, null, "judge grader changed"),
        ["data grown"] = new(static state => state with { Items = 105 }, "incomparable", 1, "t-104", "5 items added: t-100, t-101, t-102, t-103, t-104"),
        ["noise only"] = new(static state => state with { Engine = "2", IsRight = static i => i is not (3 or 9 or 27) && i < 82 }, "passed", 0, "t-003", "| ✅ | triage | all | passed |"),
        ["model swapped"] = new(static state => state with { Model = "smaller", IsRight = static i => i < 50 }, "regressed", 1, "t-050", "| ❌ | triage | all | regressed | right of m, ask: 0.8 → 0.5 (p = 0) |"),
        ["metric edited"] = new(static state => state with { Metric = "2", Engine = "2", IsRight = static i => i < 20 }, "incomparable", 1, "t-020", "score right changed"),
        ["spec renamed"] = new(static state => state with { Id = "ticket-triage" }, "passed", 0, null, "| ✅ | ticket-triage | all | passed |"),
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Reviewer_sees_what_a_pull_request_does(string name)
    {
        var request = Requests[name];
        var before = new State();
        await RunAsync(before, AssayMode.Run, accept: true);
        await RunAsync(before, AssayMode.Plan, accept: true);
        var verified = await ReadAsync("verified");
        Directory.Delete(Path.Combine(folder, ".assay", "outcomes"), recursive: true);

        // The author accepts the plan, which costs nothing; the build then runs it.
        var after = request.Change(before);
        await RunAsync(after, AssayMode.Plan, accept: true);
        var outcome = await RunAsync(after, AssayMode.Run, accept: false);
        var (exit, comment, error) = await Tool.RunAsync(folder, "report", "--format", "md");

        Assert.Equal("", error);
        Assert.Equal((request.Verdict, request.Exit), (JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.Verdict!.Verdict.ToString()), exit));
        Assert.Equal(request.Exit == 1, outcome.Kind == OutcomeKind.Failed);
        Assert.Contains(request.Comment, comment, StringComparison.Ordinal);
        Assert.Equal(verified, await ReadAsync("verified"));
        var changed = request.ChangedItem is null ? null : Changed(verified, await ReadAsync("received"));
        if (request.ChangedItem is { } item)
            Assert.Contains(changed!, line => line.Contains($"\t{item}\t", StringComparison.Ordinal));

        // Accepting makes it the baseline: what follows is compared with it.
        await RunAsync(after, AssayMode.Run, accept: true);
        var again = await RunAsync(after, AssayMode.Run, accept: false);
        Assert.Equal((OutcomeKind.Passed, Snapshots.Verdict.Passed), (again.Kind, again.Verdict!.Verdict));
    }

    private static IEnumerable<string> Changed(string before, string after) => after.Split('\n').Except(before.Split('\n'), StringComparer.Ordinal);

    private Task<string> ReadAsync(string kind) => File.Exists(Path.Combine(folder, $"Triage.{kind}.items.tsv")) ? File.ReadAllTextAsync(Path.Combine(folder, $"Triage.{kind}.items.tsv"), Token) : Task.FromResult("");

    private async Task<SliceOutcome> RunAsync(State state, AssayMode mode, bool accept)
    {
        await using var session = AssaySession.Open(new Catalog(state.ToDefinition()), new SessionSettings { ProjectDirectory = folder, Mode = mode, Accept = accept });
        return await session.VerifyAsync(state.Id, "all", null, Token);
    }

    /// <param name="Change">What it changes.</param>
    /// <param name="Verdict">The verdict.</param>
    /// <param name="Exit">How the report ends.</param>
    /// <param name="ChangedItem">An item whose line the received snapshot changes; null where none is changed.</param>
    /// <param name="Comment">What the comment says.</param>
    private sealed record Request(Func<State, State> Change, string Verdict, int Exit, string? ChangedItem, string Comment);

    private sealed record State
    {
        public string Id { get; init; } = "triage";

        public string Prompt { get; init; } = "{item.q}";

        public string Model { get; init; } = "small";

        public string Engine { get; init; } = "1";

        public string Parser { get; init; } = "1";

        public string Judge { get; init; } = "1";

        public string Metric { get; init; } = "1";

        public int Items { get; init; } = 100;

        public Func<int, bool> IsRight { get; init; } = static i => i < 80;

        public BenchmarkDefinition ToDefinition() => new()
        {
            Spec = new BenchmarkSpec(Id)
            {
                Models = [new ModelSpec("m", "e") { Name = Model }],
                Prompts = [new PromptSpec("ask", [new MessageSpec(MessageRole.User, Prompt)])],
                Slices = [new SliceSpec("all", new DatasetSpec(DatasetKind.Memory))],
                Parses = [new ParseSpec("letter", [new ExtractorSpec("letter")])],
                Scores = [new ScoreSpec("right", [new MetricSpec("right")]) { Parse = "letter", IfUnparsed = 0 }],
                Gates = [new GateSpec("right", GatePolicy.Significance) { MinEffect = 0.1 }],
            },
            Plugins = new PluginRegistry()
                .Add(new FunctionEngine("e", Engine, EngineInput.Prompt | EngineInput.Item, true, (request, _) => ValueTask.FromResult(new Output(IsRight(int.Parse(request.Item.Id[2..], CultureInfo.InvariantCulture)) ? "A" : "B"))))
                .Add(new FunctionExtractor("letter", Parser, (context, _) => ValueTask.FromResult(Parser == "1" ? Extraction.Found(context.Output.Text) : Extraction.NotFound("There is no letter."))))
                .Add(new FunctionJudge("grader", Judge, static (request, _) => ValueTask.FromResult(new JudgeVerdict(request.Outputs[0].Text == "A" ? 1 : 0))))
                .Add(new JudgedMetric("right", Metric, "grader", static (context, asked, token) => JudgedMetric.AskAsync(context, asked, null, static (_, verdict, _) => ValueTask.FromResult(new MetricResult(verdict.Score)), token))),
            Datasets = new Dictionary<string, IDatasetSource> { ["all"] = new Questions(Items) },
            Name = "Triage",
        };
    }

    private sealed class Questions(int count) : IDatasetSource
    {
        public async IAsyncEnumerable<Item> ReadAsync(string projectDirectory, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            for (var i = 0; i < count; i++)
                yield return new Item(string.Create(CultureInfo.InvariantCulture, $"t-{i:000}"), i, Encoding.UTF8.GetBytes($"{{\"q\":{i.ToString(CultureInfo.InvariantCulture)}}}"));
        }
    }

    private sealed class Catalog(BenchmarkDefinition benchmark) : IBenchmarkCatalog
    {
        public IReadOnlyList<BenchmarkDefinition> Benchmarks => [benchmark];
    }
}
