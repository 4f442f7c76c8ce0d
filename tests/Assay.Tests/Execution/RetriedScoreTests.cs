using Assay.Execution;
using Assay.Execution.Workers;
using Assay.Identity;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Manifests;

namespace Assay.Tests.Execution;

/// <summary>
/// Resuming a run of a pool makes the failed work of every stage pending again. Of six items the third breaks a metric and the
/// fourth an extractor that two parses use: of 36 candidates 6 lack one score and 6 two parses with their scores.
/// </summary>
public sealed class RetriedScoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private bool isBroken = true;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ProjectSpec Pool => new("test") { Backend = new WorkerPoolBackendSpec { PollSeconds = 0.05 } };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Broken_parses_and_scores_wait_once_the_run_is_resumed_and_are_made_without_a_call()
    {
        var test = Fragile();
        await using var orchestrator = folder.Open(Pool);
        var runId = (await orchestrator.SubmitAsync(test.Build(), null, Token)).RunId;
        await WorkAsync(orchestrator, test);
        var broken = await StagesAsync(orchestrator, runId);
        isBroken = false;
        var idle = await WorkAsync(orchestrator, test);

        var resumed = await orchestrator.ResumeAsync(runId.ToString(), test.Build(), null, Token);
        var waiting = await StagesAsync(orchestrator, runId);
        var report = await WorkAsync(orchestrator, test);

        Assert.Equal([(36, 0, 0, 0), (60, 0, 12, 0), (90, 0, 6, 12)], broken);
        Assert.Empty(idle.Runs);
        Assert.Equal((RunStatus.Pending, false), (resumed.Handle.Status, resumed.IsDone));
        Assert.Equal([(36, 0, 0, 0), (60, 12, 0, 0), (90, 18, 0, 0)], waiting);
        Assert.Equal((0L, 12L, 36), (Assert.Single(report.Runs).Generated, report.Runs[0].Scored, test.Calls.Count));
        Assert.Equal([(36, 0, 0, 0), (72, 0, 0, 0), (108, 0, 0, 0)], await StagesAsync(orchestrator, runId));
        Assert.True((await orchestrator.ResumeAsync(runId.ToString(), test.Build(), null, Token)).IsDone);
    }

    [Fact]
    public async Task What_breaks_again_has_failed_again_and_waits_once_more_when_resumed()
    {
        var test = Fragile();
        await using var orchestrator = folder.Open(Pool);
        var runId = (await orchestrator.SubmitAsync(test.Build(), null, Token)).RunId;
        await WorkAsync(orchestrator, test);
        await orchestrator.ResumeAsync(runId.ToString(), test.Build(), null, Token);

        await WorkAsync(orchestrator, test);
        var again = await StagesAsync(orchestrator, runId);
        var state = (await orchestrator.GetResultAsync(test.Build(), Token)).State;
        await orchestrator.ResumeAsync(runId.ToString(), test.Build(), null, Token);

        Assert.Equal([(36, 0, 0, 0), (60, 0, 12, 0), (90, 0, 6, 12)], again);
        Assert.Equal(RunState.CompletedWithFailures, state);
        Assert.Equal([(36, 0, 0, 0), (60, 12, 0, 0), (90, 18, 0, 0)], await StagesAsync(orchestrator, runId));
    }

    [Fact]
    public async Task Worker_that_polls_on_takes_up_what_is_resumed_later()
    {
        var test = Fragile();
        using var stop = new CancellationTokenSource();
        await using var orchestrator = folder.Open(Pool);
        var runId = (await orchestrator.SubmitAsync(test.Build(), null, Token)).RunId;
        var polling = orchestrator.RunWorkerAsync(null, new WorkerOptions { Sources = [test.Build()], KeepPolling = true }, stop.Token);
        await UntilAsync(RunStatus.CompletedWithFailures);
        isBroken = false;

        await orchestrator.ResumeAsync(runId.ToString(), test.Build(), null, Token);
        await UntilAsync(RunStatus.Completed);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => polling);
        Assert.Equal(36, test.Calls.Count);

        async Task UntilAsync(RunStatus status)
        {
            for (var looks = 0; (await orchestrator.GetRunProgressAsync(runId.ToString(), Token)).Status != status; looks++)
            {
                Assert.False(polling.IsCompleted);
                Assert.InRange(looks, 0, 5_000);
                await Task.Delay(20, Token);
            }
        }
    }

    private TestExperiment Fragile() => new()
    {
        Before = (plugin, item) =>
        {
            if (Volatile.Read(ref isBroken) && (plugin, item) is ("length", 3) or ("whole", 4))
                throw new InvalidOperationException("boom");
        },
    };

    private static Task<WorkerReport> WorkAsync(Orchestrator orchestrator, TestExperiment test) =>
        orchestrator.RunWorkerAsync(null, new WorkerOptions { Sources = [test.Build()] }, Token);

    /// <summary>Completed, pending, failed and skipped work of each stage: counted, and the same when listed.</summary>
    private static async Task<List<(int, int, int, int)>> StagesAsync(Orchestrator orchestrator, Hash128 runId)
    {
        var manifest = await orchestrator.GetManifestAsync(runId.ToString(), Token);
        var counted = (await manifest.CountAsync(Token)).Select(static one => ((int)one.Completed, (int)one.Pending, (int)one.Failed, (int)one.Skipped)).ToList();
        var listed = await manifest.WorkItemsAsync(cancellationToken: Token).ToListAsync(Token);
        Assert.Equal(counted, Enum.GetValues<WorkStage>().Select(stage => (
            Count(stage, WorkStatus.Completed), Count(stage, WorkStatus.Pending), Count(stage, WorkStatus.Failed), Count(stage, WorkStatus.Skipped))));
        return counted;

        int Count(WorkStage stage, WorkStatus status) => listed.Count(one => one.Stage == stage && one.Status == status);
    }
}
