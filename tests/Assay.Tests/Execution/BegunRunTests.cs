using Assay.Errors;
using Assay.Execution;
using Assay.Identity;
using Assay.Specs;
using Assay.Storage.Manifests;
using Assay.Tests.Storage;

namespace Assay.Tests.Execution;

/// <summary>Runs that nobody planned or submitted are found by their identity all the same.</summary>
public sealed class BegunRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Progress_of_a_run_that_was_never_planned_is_seen_from_another_process_while_it_goes_on()
    {
        using var gate = new SemaphoreSlim(0);
        var test = new TestExperiment
        {
            Answer = async (request, cancellationToken) =>
            {
                if ((int)request.Item.Value > 2)
                    await gate.WaitAsync(cancellationToken);
                return "2";
            },
        };
        await using var runner = folder.Open();
        var running = runner.RunBenchmarkAsync(test.Build(), null, Token);
        using var watcher = StoreProcess.Start("watch", folder.Path);

        while (watcher.TakeLine() != "Running: 12 of 36, some in flight")
            Assert.False(running.IsCompleted);
        gate.Release(100);
        var result = await running;

        Assert.Equal("Completed: 36 of 36", watcher.TakeAll().Last());
        Assert.Equal(0, watcher.WaitForExit());
        Assert.Equal(RunStatus.Completed, (await runner.GetRunProgressAsync(result.RunId.ToString(), Token)).Status);
    }

    [Fact]
    public async Task Work_that_was_carried_out_is_counted_and_listed_as_if_it_had_been_planned()
    {
        var failing = new TestExperiment { Answer = static (request, _) => (int)request.Item.Value == 3 ? throw new InvalidOperationException("boom") : ValueTask.FromResult<Output>("2") };
        await using var orchestrator = folder.Open();
        var result = await orchestrator.RunBenchmarkAsync(failing.Build(), null, Token);
        var begun = await orchestrator.GetManifestAsync(result.RunId.ToString(), Token);
        var (countedBefore, listedBefore) = (await begun.CountAsync(Token), await ListAsync(begun));

        var planned = await orchestrator.PlanAsync(failing.Build(), cancellationToken: Token);

        Assert.Equal((false, true), (begun.IsPlanned, planned.IsPlanned));
        Assert.Equal((begun.RunId, begun.Created, begun.SpecJson), (planned.RunId, planned.Created, planned.SpecJson));
        Assert.Equal([(36L, 6L), (72, 0), (108, 0)], countedBefore.Select(static stage => (stage.Total, stage.Failed)));
        Assert.Equal(await planned.CountAsync(Token), countedBefore);
        Assert.Equal(216, listedBefore.Count);
        Assert.Equal(await ListAsync(planned), listedBefore);
    }

    [Fact]
    public async Task Run_that_was_cancelled_is_resumed_by_its_id()
    {
        var runId = await BeginAndCancelAsync(new ProjectSpec("test"));
        await using var orchestrator = folder.Open();

        var stopped = await orchestrator.GetRunProgressAsync(runId.ToString(), Token);
        var resumed = await orchestrator.ResumeAsync(runId.ToString(), new TestExperiment { Items = 50 }.Build(), null, Token);

        Assert.Equal((RunStatus.Stopped, 300L), (stopped.Status, stopped.Stages[0].Total));
        Assert.InRange(stopped.Stages[0].Completed, 0, 299);
        Assert.True(resumed.IsDone);
    }

    [Fact]
    public async Task Resuming_for_workers_plans_what_was_only_begun()
    {
        var project = new ProjectSpec("test") { Backend = new WorkerPoolBackendSpec() };
        var runId = await BeginAndCancelAsync(project);
        await using var orchestrator = folder.Open(project);

        var resumed = await orchestrator.ResumeAsync(runId.ToString(), new TestExperiment { Items = 50 }.Build(), null, Token);

        var manifest = await orchestrator.GetManifestAsync(runId.ToString(), Token);
        Assert.True(manifest.IsPlanned);
        Assert.True(resumed.Handle.IsPending || resumed.Handle.Status == RunStatus.Stopped);
        Assert.Equal(300, await manifest.GenerationHashesAsync(Token).CountAsync(Token));
    }

    [Fact]
    public async Task Run_of_one_stage_shows_what_the_others_lack()
    {
        await using var orchestrator = folder.Open();
        var result = await orchestrator.GenerateAsync(new TestExperiment().Build(), null, Token);

        var report = await orchestrator.GetRunProgressAsync(result.RunId.ToString(), Token);

        Assert.Equal((RunStatus.Pending, WorkStage.Transform), (report.Status, report.ActiveStage));
        Assert.Equal([(36L, 0L), (0, 72), (0, 108)], report.Stages.Select(static stage => (stage.Completed, stage.Pending)));
    }

    [Fact]
    public async Task Running_again_keeps_one_manifest_and_a_run_with_nothing_to_do_keeps_none()
    {
        await using var orchestrator = folder.Open();
        await orchestrator.RunBenchmarkAsync(new TestExperiment().Build(), null, Token);
        await orchestrator.RunBenchmarkAsync(new TestExperiment().Build(), null, Token);
        await orchestrator.RunBenchmarkAsync(new TestExperiment { Models = ["m2"] }.Build(), null, Token);
        var spec = new TestExperiment().Spec with { Scores = [] };

        await orchestrator.GenerateAsync(new TestExperiment().Build(spec), null, Token);

        Assert.Equal(2, await orchestrator.ListManifestsAsync(Token).CountAsync(Token));
    }

    private async Task<Hash128> BeginAndCancelAsync(ProjectSpec project)
    {
        using var stop = new CancellationTokenSource();
        var calls = 0;
        var slow = new TestExperiment
        {
            Items = 50,
            Answer = async (_, cancellationToken) =>
            {
                if (Interlocked.Increment(ref calls) == 40)
                    await stop.CancelAsync();
                await Task.Delay(1, cancellationToken);
                return "2";
            },
        };
        await using var orchestrator = folder.Open(project);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orchestrator.RunBenchmarkAsync(slow.Build(), null, stop.Token));
        return (await orchestrator.ListManifestsAsync(Token).SingleAsync(Token)).RunId;
    }

    private static async Task<List<(Hash128, WorkStatus, long, Hash128, string, long, int, ErrorCode?, DateTimeOffset?, string)>> ListAsync(RunManifest manifest) =>
        await manifest.WorkItemsAsync(cancellationToken: Token).Select(static one =>
            (one.Id, one.Status, one.Ordinal, one.Key, one.ItemId, one.GenerationId, one.Attempts, one.LastErrorCode, one.Ended, string.Join(' ', one.ArtifactRefs))).ToListAsync(Token);
}
