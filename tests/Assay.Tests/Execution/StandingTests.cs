using Assay.Execution;
using Assay.Execution.Workers;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Tests.Execution;

/// <summary>How a run stands, as its results and its progress say it.</summary>
public sealed class StandingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ProjectSpec Pool => new("test") { Backend = new WorkerPoolBackendSpec { PollSeconds = 0.05 } };

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("engine")]
    [InlineData("whole")]
    [InlineData("length")]
    public async Task Run_that_went_to_its_end_with_failures_says_so_whatever_failed(string broken)
    {
        var test = new TestExperiment
        {
            Answer = (_, _) => broken == "engine" ? throw new InvalidOperationException("boom") : ValueTask.FromResult<Output>("2"),
            Before = Breaking(broken),
            Items = 2,
        };
        await using var orchestrator = folder.Open();
        await orchestrator.RunBenchmarkAsync(test.Build(), null, Token);

        Assert.Equal((RunState.CompletedWithFailures, RunStatus.CompletedWithFailures), await StandingAsync(orchestrator, test));
    }

    [Fact]
    public async Task Run_of_which_some_has_never_been_tried_is_stopped_though_some_failed()
    {
        using var stop = new CancellationTokenSource();
        var calls = 0;
        var test = new TestExperiment
        {
            Answer = async (_, cancellationToken) =>
            {
                if (Interlocked.Increment(ref calls) < 5)
                    throw new InvalidOperationException("boom");
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return "never";
            },
        };
        await using var orchestrator = folder.Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orchestrator.RunBenchmarkAsync(test.Build(), null, stop.Token));

        Assert.Equal((RunState.Stopped, RunStatus.Stopped), await StandingAsync(orchestrator, test));
    }

    [Fact]
    public async Task Run_of_fewer_stages_waits_for_the_others()
    {
        var test = new TestExperiment();
        await using var orchestrator = folder.Open();
        await orchestrator.GenerateAsync(test.Build(), null, Token);

        Assert.Equal((RunState.Pending, RunStatus.Pending), await StandingAsync(orchestrator, test));
    }

    [Fact]
    public async Task Run_that_waits_for_workers_is_pending_before_the_first_and_after_one_that_was_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var calls = 0;
        var slow = new TestExperiment
        {
            Answer = async (_, cancellationToken) =>
            {
                if (Interlocked.Increment(ref calls) > 8)
                {
                    await stop.CancelAsync();
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }

                return "2";
            },
        };
        await using var orchestrator = folder.Open(Pool with { Execution = new ExecutionPolicy { MaxInFlight = 2 } });
        var handle = await orchestrator.SubmitAsync(slow.Build(), null, Token);
        var before = await StandingAsync(orchestrator, slow);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orchestrator.RunWorkerAsync(null, new WorkerOptions { Sources = [slow.Build()] }, stop.Token));
        var after = await StandingAsync(orchestrator, slow);
        var report = await orchestrator.GetRunProgressAsync(handle.RunId.ToString(), Token);

        Assert.Equal((RunState.Pending, RunStatus.Pending), before);
        Assert.Equal((RunState.Pending, RunStatus.Pending), after);
        Assert.Equal((true, true, 0L), (report.Started is not null, report.Ended is null, report.InFlight));
        Assert.InRange(report.Stages[0].Completed, 1, 35);
    }

    [Fact]
    public async Task Run_that_a_worker_has_under_way_is_running()
    {
        using var gate = new SemaphoreSlim(0);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var test = new TestExperiment
        {
            Answer = async (_, cancellationToken) =>
            {
                asked.TrySetResult();
                await gate.WaitAsync(cancellationToken);
                return "2";
            },
        };
        await using var orchestrator = folder.Open(Pool);
        await orchestrator.SubmitAsync(test.Build(), null, Token);
        var working = orchestrator.RunWorkerAsync(null, new WorkerOptions { Sources = [test.Build()] }, Token);
        await Task.WhenAny(asked.Task, working);

        var during = await StandingAsync(orchestrator, test);
        gate.Release(100);
        await working;

        Assert.Equal((RunState.Running, RunStatus.Running), during);
        Assert.Equal((RunState.Completed, RunStatus.Completed), await StandingAsync(orchestrator, test));
    }

    private static Action<string, int> Breaking(string broken) => (plugin, _) =>
    {
        if (plugin == broken)
            throw new InvalidOperationException("boom");
    };

    private static async Task<(RunState, RunStatus)> StandingAsync(Orchestrator orchestrator, TestExperiment test)
    {
        var result = await orchestrator.GetResultAsync(test.Build(), Token);
        return (result.State, (await orchestrator.GetRunProgressAsync(result.RunId.ToString(), Token)).Status);
    }
}
