using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Results;
using Assay.Specs;

namespace Assay.Tests.Execution;

public sealed class OrchestratorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_generates_and_scores_each_candidate_once_in_the_order_of_the_matrix()
    {
        var benchmark = new TestBenchmark { Models = ["m1", "m2"], Prompts = ["p1", "p2"], Items = 300, Samples = 2 };
        await using var orchestrator = folder.Open();

        var (run, result) = await orchestrator.RunSliceAsync(benchmark.Build(), "s1", null, Token);

        Assert.Equal(2400, run.Candidates);
        Assert.Equal(2400, run.Generated);
        Assert.Equal(2400, benchmark.Calls.Distinct().Count());
        Assert.Equal(1200, result.Scores.Count);
        Assert.All(result.Scores, score => Assert.Equal([new SampleScore(1), new SampleScore(1)], score.Samples));
        Assert.Equal(
            ["m1/p1/i000000", "m1/p1/i000001", "m1/p2/i000000", "m2/p2/i000299"],
            new[] { 0, 1, 300, 1199 }.Select(i => $"{result.Scores[i].Model}/{result.Scores[i].Prompt}/{result.Scores[i].ItemId}"));
    }

    [Fact]
    public async Task Second_run_calls_no_engine_and_no_metric()
    {
        var first = new TestBenchmark();
        await using (var orchestrator = folder.Open())
            await orchestrator.RunSliceAsync(first.Build(), "s1", null, Token);

        var second = new TestBenchmark();
        await using var again = folder.Open();
        var (run, result) = await again.RunSliceAsync(second.Build(), "s1", null, Token);

        Assert.Empty(second.Calls);
        Assert.Equal(0, second.Scorings);
        Assert.Equal(10, run.Reused);
        Assert.All(result.Scores, score => Assert.Equal(1, score.Samples[0].Value));
    }

    [Fact]
    public async Task Slices_that_ask_the_same_thing_share_a_generation()
    {
        var benchmark = new TestBenchmark { Slices = ["s1", "s2"], Items = 500 };
        var definition = benchmark.Build();
        await using var orchestrator = folder.Open();

        await Task.WhenAll(orchestrator.RunSliceAsync(definition, "s1", null, Token), orchestrator.RunSliceAsync(definition, "s2", null, Token));

        Assert.Equal(500, benchmark.Calls.Count);
    }

    [Fact]
    public async Task Engine_that_reads_the_item_runs_once_for_all_prompt_variants()
    {
        var benchmark = new TestBenchmark { Prompts = ["p1", "p2", "p3"], Input = EngineInput.Item, Items = 400 };
        await using var orchestrator = folder.Open();

        var (run, result) = await orchestrator.RunSliceAsync(benchmark.Build(), "s1", null, Token);

        Assert.Equal(400, benchmark.Calls.Count);
        Assert.Equal(400, run.Generated);
        Assert.Equal(800, run.Reused);
        Assert.Equal(1200, result.Scores.Count(score => score.Samples[0].Value == 1));
    }

    [Fact]
    public async Task Edited_metric_scores_again_and_generates_nothing()
    {
        await using (var orchestrator = folder.Open())
            await orchestrator.RunSliceAsync(new TestBenchmark().Build(), "s1", null, Token);

        var edited = new TestBenchmark { MetricVersion = "2", Metric = static _ => 0.25 };
        await using var again = folder.Open();
        var (run, result) = await again.RunSliceAsync(edited.Build(), "s1", null, Token);

        Assert.Empty(edited.Calls);
        Assert.Equal(10, edited.Scorings);
        Assert.Equal(10, run.Scored);
        Assert.All(result.Scores, score => Assert.Equal(0.25, score.Samples[0].Value));
    }

    [Fact]
    public async Task Added_model_runs_that_model_alone()
    {
        await using (var orchestrator = folder.Open())
            await orchestrator.RunSliceAsync(new TestBenchmark().Build(), "s1", null, Token);

        var grown = new TestBenchmark { Models = ["m0", "m1"] };
        await using var again = folder.Open();
        await again.RunSliceAsync(grown.Build(), "s1", null, Token);

        Assert.Equal(10, grown.Calls.Count);
        Assert.All(grown.Calls, call => Assert.StartsWith("m0/", call, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failing_trial_is_recorded_and_alone_is_run_again()
    {
        var failing = new TestBenchmark
        {
            Answer = static (request, _) => (int)request.Item.Value == 3 ? throw new InvalidOperationException("boom") : ValueTask.FromResult<Output>("0"),
        };
        await using (var orchestrator = folder.Open())
        {
            var (run, result) = await orchestrator.RunSliceAsync(failing.Build(), "s1", null, Token);
            Assert.Equal(1, run.Failed);
            Assert.Contains("m1 / p1 / i000003: engine_failed: Engine 'double' threw InvalidOperationException: boom", Assert.Single(run.Unanswered));
            Assert.Equal(new SampleScore(null, ErrorCode.EngineFailed), result.Scores[3].Samples[0]);
            Assert.Equal(9, result.Scores.Count(score => score.Samples[0].Value is not null));
        }

        var mended = new TestBenchmark();
        await using var again = folder.Open();
        var (rerun, mendedResult) = await again.RunSliceAsync(mended.Build(), "s1", null, Token);

        Assert.Equal("m1/p1: i000003/i000003/0", Assert.Single(mended.Calls));
        Assert.Equal(0, rerun.Failed);
        Assert.Equal(1, mendedResult.Scores[3].Samples[0].Value);
    }

    [Fact]
    public async Task Breaker_stops_after_equal_failures_in_a_row_and_leaves_the_run_resumable()
    {
        var dead = new TestBenchmark { Items = 5000, Answer = static (_, _) => throw new EngineException(new ErrorCode("auth"), "The key is wrong.") };
        await using (var orchestrator = folder.Open())
        {
            var (run, _) = await orchestrator.RunSliceAsync(dead.Build(), "s1", null, Token);
            Assert.Equal(ErrorCode.CircuitBreaker, run.Stopped?.Code);
            Assert.InRange(dead.Calls.Count, 5, 200);
        }

        var alive = new TestBenchmark { Items = 5000 };
        await using var again = folder.Open();
        var (resumed, _) = await again.RunSliceAsync(alive.Build(), "s1", null, Token);
        Assert.Null(resumed.Stopped);
        Assert.Equal(5000, alive.Calls.Count);
    }

    [Fact]
    public async Task Retryable_failure_is_tried_again_and_does_not_stop_the_run()
    {
        var tries = 0;
        var flaky = new TestBenchmark
        {
            Items = 1,
            Answer = (_, _) => Interlocked.Increment(ref tries) < 3 ? throw new EngineException(ErrorCode.Timeout, "slow") { RetryAfter = TimeSpan.Zero } : ValueTask.FromResult<Output>("0"),
        };
        await using var orchestrator = folder.Open();

        var (run, result) = await orchestrator.RunSliceAsync(flaky.Build(), "s1", null, Token);

        Assert.Equal(3, tries);
        Assert.Equal(0, run.Failed);
        Assert.Equal(1, result.Scores[0].Samples[0].Value);
    }

    [Fact]
    public async Task Cancelled_run_keeps_what_is_done_and_goes_on_from_there()
    {
        using var stop = new CancellationTokenSource();
        var done = 0;
        var slow = new TestBenchmark
        {
            Items = 200,
            Answer = async (request, cancellationToken) =>
            {
                if (Interlocked.Increment(ref done) == 50)
                    await stop.CancelAsync();
                await Task.Delay(1, cancellationToken);
                return "0";
            },
        };
        await using (var orchestrator = folder.Open())
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orchestrator.RunSliceAsync(slow.Build(), "s1", null, stop.Token));

        var rest = new TestBenchmark { Items = 200 };
        await using var again = folder.Open();
        var (run, _) = await again.RunSliceAsync(rest.Build(), "s1", null, Token);

        Assert.InRange(rest.Calls.Count, 1, 199);
        Assert.Equal(200, run.Candidates);
        Assert.Equal(200 - rest.Calls.Count, run.Reused);
    }

    [Fact]
    public async Task Paid_engine_is_not_called_without_leave_to_spend()
    {
        var paid = new TestBenchmark { IsPaid = true, Items = 12 };
        await using var orchestrator = folder.Open();

        var (run, _) = await orchestrator.RunSliceAsync(paid.Build(), "s1", new RunOptions { MaySpend = false }, Token);
        Assert.Empty(paid.Calls);
        Assert.Equal(12, run.PaidMissing);
        Assert.Equal(10, run.Unanswered.Count);
        Assert.Equal("m1 / p1 / i000000", run.Unanswered[0]);

        var (spent, _) = await orchestrator.RunSliceAsync(paid.Build(), "s1", null, Token);
        Assert.Equal(12, paid.Calls.Count);
        Assert.Equal(0, spent.PaidMissing);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    public async Task Unreadable_answer_is_counted_and_scored_only_where_the_score_says_so(double? ifUnparsed)
    {
        var benchmark = new TestBenchmark { IfUnparsed = ifUnparsed, Items = 4, Answer = static (request, _) => ValueTask.FromResult<Output>((int)request.Item.Value == 1 ? "??" : "0") };
        await using var orchestrator = folder.Open();

        var (_, result) = await orchestrator.RunSliceAsync(benchmark.Build(), "s1", null, Token);

        Assert.Equal(new SampleScore(ifUnparsed, ErrorCode.ParseFailed), result.Scores[1].Samples[0]);
        Assert.Equal(3, benchmark.Scorings);
        var (rerun, _) = await orchestrator.RunSliceAsync(benchmark.Build(), "s1", null, Token);
        Assert.Equal(0, rerun.Scored);
        Assert.Equal(ifUnparsed is null ? 3 : 4, result.Scores.Count(static score => score.Samples[0].Value is not null));
    }

    [Fact]
    public async Task Metric_that_gives_no_finite_number_is_a_recorded_failure()
    {
        var benchmark = new TestBenchmark { Items = 3, Metric = static context => (int)context.Item.Value == 1 ? double.NaN : 1 };
        await using var orchestrator = folder.Open();

        var (run, result) = await orchestrator.RunSliceAsync(benchmark.Build(), "s1", null, Token);

        Assert.Equal(new SampleScore(null, ErrorCode.MetricFailed), result.Scores[1].Samples[0]);
        Assert.Contains("metric_failed", Assert.Single(run.Unanswered));
    }

    [Fact]
    public async Task Plan_counts_what_is_done_and_what_is_missing_and_calls_nothing()
    {
        await using var orchestrator = folder.Open();
        await orchestrator.RunSliceAsync(new TestBenchmark().Build(), "s1", null, Token);

        var grown = new TestBenchmark { Models = ["m1", "m2"], Samples = 1, IsPaid = false };
        var plan = await orchestrator.PlanSliceAsync(grown.Build(), "s1", Token);

        Assert.Equal((20, 20, 10), (plan.Trials, plan.Candidates, plan.ToGenerate));
        Assert.Empty(grown.Calls);
    }

    [Fact]
    public async Task Two_orchestrators_on_one_store_generate_nothing_twice()
    {
        var one = new TestBenchmark { Items = 1000 };
        var two = new TestBenchmark { Items = 1000 };
        await using var first = folder.Open();
        await using var second = folder.Open();

        var runs = await Task.WhenAll(first.RunSliceAsync(one.Build(), "s1", null, Token), second.RunSliceAsync(two.Build(), "s1", null, Token));

        Assert.Equal(1000, one.Calls.Count + two.Calls.Count);
        Assert.All(runs, run => Assert.Equal(1000, run.Result.Scores.Count(score => score.Samples[0].Value == 1)));
    }

    [Fact]
    public async Task Unknown_engine_is_one_problem_with_its_path()
    {
        var definition = new TestBenchmark().Build();
        var broken = new BenchmarkDefinition
        {
            Spec = definition.Spec with { Models = [new ModelSpec("m1", "nobody")] },
            Plugins = definition.Plugins,
            Datasets = definition.Datasets,
            Renderers = definition.Renderers,
            Name = "Bench",
        };
        await using var orchestrator = folder.Open();

        var exception = await Assert.ThrowsAsync<SpecValidationException>(() => orchestrator.PlanSliceAsync(broken, "s1", Token));
        Assert.Equal((ErrorCode.PluginUnknown, "models[0].provider"), (exception.Code, exception.Problems[0].Path));
    }
}
