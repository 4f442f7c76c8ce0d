using System.Collections.Concurrent;
using Assay.Contracts;
using Assay.Reporting;
using Assay.Results;
using Assay.Specs;
using Assay.StoreCrasher;
using Assay.Tests.Execution;

namespace Assay.Tests.Scenarios;

/// <summary>
/// A project on disk as a user has one, see <see cref="SampleLedger"/>: sums in a file, three models, two prompts, two parses, three
/// scores and a SQLite store. A scenario says what is special about it and leaves the rest.
/// </summary>
internal sealed class ScenarioProject : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Orchestrator> opened = [];

    public ScenarioProject(int sums = 6) => Ask(Enumerable.Range(1, sums).Select(SampleLedger.LineOf));

    public string Folder => folder.Path;

    public ProjectSpec Spec { get; set; } = new("ledger");

    public BenchmarkSpec Benchmark { get; set; } = SampleLedger.Benchmark;

    public OrchestratorOptions Options { get; set; } = new();

    public bool IsPaid { get; set; }

    /// <summary>What the engine does; the clerks by default.</summary>
    public Func<EngineRequest, CancellationToken, ValueTask<Output>> Answer { get; set; } = static (request, _) => ValueTask.FromResult<Output>(SampleLedger.AnswerOf(request));

    /// <summary>Registered besides the built-ins and the clerks.</summary>
    public Action<PluginRegistry> Plugins { get; set; } = static _ => { };

    /// <summary>What the engine was asked, in no particular order.</summary>
    public ConcurrentQueue<EngineRequest> Calls { get; } = new();

    /// <summary>The store's folder.</summary>
    public string Store => Path.Combine(Folder, ".assay");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Replaces the file of sums.</summary>
    public void Ask(IEnumerable<string> lines) => File.WriteAllLines(Path.Combine(Folder, SampleLedger.SumsFile), lines);

    /// <summary>Makes the engine fail where a condition holds, and answer as before elsewhere.</summary>
    public void Fail(Func<EngineRequest, bool> when, Func<Exception> failure)
    {
        var answer = Answer;
        Answer = (request, cancellationToken) => when(request) ? throw failure() : answer(request, cancellationToken);
    }

    /// <summary>Makes the clerks answer again.</summary>
    public void Mend() => Answer = static (request, _) => ValueTask.FromResult<Output>(SampleLedger.AnswerOf(request));

    /// <summary>Writes project and benchmark into the folder, for other processes.</summary>
    public void Share()
    {
        File.WriteAllText(Path.Combine(Folder, "assay.toml"), $"name = \"{Spec.Name}\"\n[execution]\nmax_in_flight = {Spec.Execution.MaxInFlight}\n");
        File.WriteAllText(Path.Combine(Folder, SampleLedger.BenchmarkFile), SpecJson.Write(Benchmark));
    }

    /// <summary>An orchestrator of its own, as another process would have.</summary>
    public Orchestrator Open()
    {
        var registry = SampleLedger.Plugins(
            (request, cancellationToken) =>
            {
                Calls.Enqueue(request);
                return Answer(request, cancellationToken);
            },
            IsPaid);
        Plugins(registry);
        var orchestrator = Orchestrator.FromProjectSpec(Spec, Options with { ProjectDirectory = Folder, Registry = registry });
        opened.Add(orchestrator);
        return orchestrator;
    }

    /// <summary>Runs the benchmark in an orchestrator of its own.</summary>
    public Task<BenchmarkResult> RunAsync() => Open().RunBenchmarkAsync(Benchmark, null, Token);

    /// <summary>How many calls of the engine something makes.</summary>
    public async Task<int> CallsOfAsync(Func<Task> work)
    {
        var before = Calls.Count;
        await work();
        return Calls.Count - before;
    }

    /// <summary>The mean of a score by model, over prompts and sums.</summary>
    public static async Task<Dictionary<string, double?>> MeansAsync(RunResult result, string score)
    {
        var table = await result.AggregateAsync([GroupKind.Model], new AggregateOptions { Metric = score, Across = [GroupKind.Prompt] }, Token);
        return table.Rows.ToDictionary(row => table.ValueOf(row, GroupKind.Model), static row => row.Mean);
    }

    /// <summary>Every score of a result as CSV.</summary>
    public static async Task<string> SheetAsync(RunResult result)
    {
        await using var sheet = new StringWriter();
        await result.WriteScoresCsvAsync(sheet, Token);
        return sheet.ToString();
    }

    /// <summary>Closes what was opened, as when processes end.</summary>
    public async Task CloseAsync()
    {
        foreach (var orchestrator in opened)
            await orchestrator.DisposeAsync();
        opened.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        folder.Dispose();
    }
}
