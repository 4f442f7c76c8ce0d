using Assay.Contracts;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Tests.Execution;

/// <summary>Candidates that share an output and an item share its scores: each is computed once, whoever asks for it and when.</summary>
public sealed class SharedScoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    public async Task Slices_that_ask_the_same_score_it_once(int inFlight)
    {
        var test = new TestBenchmark { Slices = ["s1", "s2", "s3"], Items = 20, Metric = Slowly, Answer = AnswerSlowlyAsync };
        await using var orchestrator = Open(inFlight);

        var result = await orchestrator.RunBenchmarkAsync(test.Build(), null, Token);

        Assert.Equal((20, 20), (test.Calls.Count, test.Scorings));
        Assert.Equal((60L, 20L), ((await result.TotalsAsync(Token)).Completed, result.Work!.Scored));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    public async Task Stored_outputs_of_several_slices_are_scored_once(int inFlight)
    {
        var test = new TestBenchmark { Slices = ["s1", "s2", "s3"], Items = 20, Metric = Slowly };
        await using var orchestrator = Open(inFlight);
        await orchestrator.GenerateAsync(test.Build(), null, Token);

        var result = await orchestrator.RunBenchmarkAsync(test.Build(), null, Token);

        Assert.Equal((20, 20), (test.Calls.Count, test.Scorings));
        Assert.Equal((60L, 20L), ((await result.TotalsAsync(Token)).Completed, result.Work!.Scored));
    }

    [Fact]
    public async Task Slices_that_run_by_themselves_at_the_same_time_score_once()
    {
        var test = new TestBenchmark { Slices = ["s1", "s2"], Items = 20, Metric = Slowly, Answer = AnswerSlowlyAsync };
        await using var orchestrator = Open(8);

        var results = await Task.WhenAll(test.Slices.Select(slice => orchestrator.RunSliceAsync(test.Build(), slice, null, Token)));

        Assert.Equal((20, 20), (test.Calls.Count, test.Scorings));
        Assert.All(results, static one => Assert.All(one.Result.Scores, static score => Assert.Equal(1.0, Assert.Single(score.Samples).Value)));
    }

    [Fact]
    public async Task Models_of_one_wire_name_are_scored_once()
    {
        var test = new TestBenchmark { Items = 10, Metric = Slowly };
        var definition = test.Build();
        var spec = definition.Spec with { Models = [definition.Spec.Models[0] with { Id = "a", Name = "same" }, definition.Spec.Models[0] with { Id = "b", Name = "same" }] };
        await using var orchestrator = Open(8);

        var result = await orchestrator.RunBenchmarkAsync(
            new BenchmarkDefinition { Spec = spec, Plugins = definition.Plugins, Datasets = definition.Datasets, Renderers = definition.Renderers, Name = definition.Name }, null, Token);

        Assert.Equal((10, 10), (test.Calls.Count, test.Scorings));
        Assert.Equal(20, (await result.TotalsAsync(Token)).Completed);
    }

    [Fact]
    public async Task What_failed_for_one_is_tried_by_the_next_and_once_it_is_done_by_none()
    {
        var failures = 0;
        var test = new TestBenchmark
        {
            Slices = ["s1", "s2", "s3"],
            Items = 1,
            Metric = _ => Interlocked.Increment(ref failures) == 1 ? throw new InvalidOperationException("once") : 1,
        };
        await using var orchestrator = Open(8);

        var result = await orchestrator.RunBenchmarkAsync(test.Build(), null, Token);

        Assert.Equal((1, 2), (test.Calls.Count, failures));
        Assert.Equal((RunState.CompletedWithFailures, 3L), (result.State, (await result.TotalsAsync(Token)).Completed));
    }

    [Fact]
    public async Task Run_that_is_cancelled_while_others_wait_for_its_scores_leaves_a_store_that_goes_on()
    {
        using var stop = new CancellationTokenSource();
        var scorings = 0;
        var test = new TestBenchmark
        {
            Slices = ["s1", "s2"],
            Items = 20,
            Metric = context =>
            {
                if (Interlocked.Increment(ref scorings) == 5)
                    stop.Cancel();
                return Slowly(context);
            },
        };
        await using var orchestrator = Open(2);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orchestrator.RunBenchmarkAsync(test.Build(), null, stop.Token));

        var result = await orchestrator.RunBenchmarkAsync(test.Build(), null, Token);

        Assert.Equal((RunState.Completed, 40L, 20), (result.State, (await result.TotalsAsync(Token)).Completed, test.Calls.Distinct().Count()));
    }

    private static double Slowly(MetricContext context)
    {
        Thread.Sleep(2);
        return 1;
    }

    private static async ValueTask<Output> AnswerSlowlyAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        await Task.Delay(2, cancellationToken);
        return "2";
    }

    private Orchestrator Open(int inFlight) => folder.Open(new ProjectSpec("test") { Execution = new ExecutionPolicy { MaxInFlight = inFlight } });
}
