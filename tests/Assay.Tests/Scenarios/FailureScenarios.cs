using Assay.Contracts;
using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Tests.Scenarios;

/// <summary>Failures are data: recorded with a code, counted, and done again by the next run, and nothing else is.</summary>
public sealed class FailureScenarios
{
    private static readonly ErrorCode Filtered = new("content_filter");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failing_generations_are_counted_and_alone_are_made_again()
    {
        await using var ledger = new ScenarioProject();
        ledger.Fail(static request => request is { Item.Id: "sum003", Model.Id: "wordy" }, static () => new EngineException(Filtered, "Not this one."));

        var failed = await ledger.RunAsync();
        Assert.Equal((RunState.CompletedWithFailures, 2, 34), (failed.State, failed.Work!.Failed, (await failed.TotalsAsync(Token)).Completed));
        Assert.All(failed.Work.Unanswered, static line => Assert.EndsWith("/ sum003: content_filter: Not this one.", line, StringComparison.Ordinal));

        ledger.Mend();
        var calls = await ledger.CallsOfAsync(async () => Assert.Equal(RunState.Completed, (await ledger.RunAsync()).State));
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Exception_of_an_engine_is_named_by_its_type_and_its_secrets_are_taken_out()
    {
        await using var ledger = new ScenarioProject(sums: 1);
        ledger.Benchmark = ledger.Benchmark with { Models = [ledger.Benchmark.Models[0]] };
        ledger.Answer = static (request, _) => throw new InvalidOperationException($"Denied: key {request.Runtime.SecretOf("key").Reveal()}.");
        var run = new Assay.Execution.RunOptions { Context = new() { Secrets = new Dictionary<string, Assay.Runtime.Secret> { ["key"] = new("s3cr3t-0042") } } };

        var result = await ledger.Open().RunBenchmarkAsync(ledger.Benchmark, run, Token);

        Assert.Equal(2, result.Work!.Failed);
        Assert.All(result.Work.Unanswered, static line => Assert.Contains("engine_failed: Engine 'clerk' threw InvalidOperationException: Denied: key ***. (at FailureScenarios.cs:", line, StringComparison.Ordinal));
        Assert.All(Directory.EnumerateFiles(ledger.Store), static file => Assert.DoesNotContain("s3cr3t-0042", ReadShared(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failing_extractor_fails_the_scores_that_read_it_and_the_next_run_parses_again_and_generates_nothing()
    {
        await using var ledger = new ScenarioProject();
        var isBroken = true;
        ledger.Plugins = registry => registry.Add(new FunctionExtractor("fragile", "1", (context, _) => isBroken
            ? throw new FormatException("Torn.")
            : ValueTask.FromResult(Extraction.Found(context.Output.Text))));
        ledger.Benchmark = ledger.Benchmark with { Parses = [ledger.Benchmark.Parses[0] with { Extractors = [new ExtractorSpec("fragile")] }, ledger.Benchmark.Parses[1]] };

        var broken = await ledger.RunAsync();
        var failed = (await broken.TotalsAsync(Token)).Failed;
        var candidate = await broken.CandidatesAsync(Token).FirstAsync(Token);
        isBroken = false;
        var calls = await ledger.CallsOfAsync(async () => Assert.Equal((36, 36), ((await ledger.RunAsync()).Work!.Scored, ledger.Calls.Count)));

        Assert.Equal((RunState.CompletedWithFailures, 36, 36L), (broken.State, broken.Work!.Unscored, failed));
        Assert.Equal((ErrorCode.ExtractorFailed, 1.0, 0), (candidate.Scores["strict_right"].Failure, candidate.Scores["right"].Value, calls));
    }

    [Fact]
    public async Task Failing_metric_is_counted_and_evaluating_again_runs_it_alone()
    {
        await using var ledger = new ScenarioProject();
        var (isBroken, scorings) = (true, 0);
        ledger.Plugins = registry => registry.Add(new FunctionMetric("fragile", "1", (context, _) =>
        {
            Interlocked.Increment(ref scorings);
            return isBroken && context.Item.Id == "sum002" ? throw new InvalidOperationException("Dizzy.") : ValueTask.FromResult(new MetricResult(1));
        }));
        ledger.Benchmark = ledger.Benchmark with { Scores = [.. ledger.Benchmark.Scores, new ScoreSpec("fragile", [new MetricSpec("fragile")])] };

        var broken = await ledger.RunAsync();
        var failed = (await broken.TotalsAsync(Token)).Failed;
        isBroken = false;
        var orchestrator = ledger.Open();
        var mended = await orchestrator.EvaluateAsync(ledger.Benchmark, null, Token);

        Assert.Equal((RunState.CompletedWithFailures, 6, 6L), (broken.State, broken.Work!.Unscored, failed));
        Assert.Contains(broken.Work.Unanswered, static line => line.StartsWith("exact / bare / sum002: metric_failed: Metric 'fragile' threw InvalidOperationException: Dizzy. (at FailureScenarios.cs:", StringComparison.Ordinal));
        Assert.Equal((RunState.Completed, 6, 42, 36), (mended.State, mended.Work!.Scored, scorings, ledger.Calls.Count));
    }

    [Fact]
    public async Task Field_that_an_item_lacks_fails_its_own_trials_and_asks_nobody()
    {
        await using var ledger = new ScenarioProject();
        ledger.Ask([StoreCrasher.SampleLedger.LineOf(1), """{"id":"sum002","a":2,"sum":22}""", StoreCrasher.SampleLedger.LineOf(3)]);

        var result = await ledger.RunAsync();

        Assert.Equal((6, 12), (result.Work!.Failed, ledger.Calls.Count));
        Assert.All(result.Work.Unanswered, static line => Assert.Contains("sum002: prompt_field_missing", line, StringComparison.Ordinal));
        Assert.Equal(new() { ["exact"] = 1, ["wordy"] = 1, ["sloppy"] = 1 }, await ScenarioProject.MeansAsync(result, "right"));
    }

    [Fact]
    public async Task Items_that_cannot_be_read_are_failed_trials_however_many_follow_each_other()
    {
        await using var ledger = new ScenarioProject();
        ledger.Options = new OrchestratorOptions { DatasetLoader = new HalfTorn() };

        var result = await ledger.RunAsync();

        Assert.Null(result.Work!.Stopped);
        Assert.Equal((60, 60), (result.Work.Failed, ledger.Calls.Count));
        Assert.All(await result.CandidatesAsync(Token).Where(static candidate => candidate.Status == ResultStatus.Failed).ToListAsync(Token), static candidate => Assert.Equal(ErrorCode.DatasetMalformed, candidate.Failure));
    }

    [Fact]
    public async Task Torn_line_of_a_file_is_named_by_file_and_line_before_anything_runs()
    {
        await using var ledger = new ScenarioProject();
        ledger.Ask([StoreCrasher.SampleLedger.LineOf(1), """{"id":"sum002","a":"""]);

        var error = await Assert.ThrowsAsync<DatasetException>(ledger.RunAsync);

        Assert.Equal((ErrorCode.DatasetMalformed, "sums.jsonl", 2), (error.Code, Path.GetFileName(error.Problems[0].File), error.Problems[0].Line));
        Assert.Empty(ledger.Calls);
    }

    [Fact]
    public async Task Failing_model_leaves_the_figures_of_the_others_and_is_counted_beside_its_own()
    {
        await using var ledger = new ScenarioProject();
        ledger.Spec = ledger.Spec with { Execution = new ExecutionPolicy { CircuitBreakerThreshold = 100 } };
        ledger.Fail(static request => request.Model.Id == "sloppy", static () => new EngineException(Filtered, "No."));

        var table = await (await ledger.RunAsync()).AggregateAsync([GroupKind.Model], new AggregateOptions { Metric = "right", Across = [GroupKind.Prompt] }, Token);

        Assert.Equal([("exact", 1.0, 12L, 0L), ("sloppy", null, 0, 12), ("wordy", 1.0, 12, 0)], table.Rows.Select(static row => (row.Keys[0], row.Mean, row.Count, row.Failed)));
    }

    private static string ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }

    /// <summary>Ten sums and then ten records that nobody can read.</summary>
    private sealed class HalfTorn : IDatasetLoader
    {
        public async IAsyncEnumerable<Item> LoadAsync(DatasetScope scope, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            for (var i = 1; i <= 20; i++)
            {
                var json = System.Text.Encoding.UTF8.GetBytes(StoreCrasher.SampleLedger.LineOf(i));
                yield return i <= 10
                    ? new Item(FormattableString.Invariant($"sum{i:d3}"), new object(), json)
                    : Item.Failed(FormattableString.Invariant($"sum{i:d3}"), new DatasetException(new Problem(ErrorCode.DatasetMalformed, "The record is torn.")));
            }
        }
    }
}
