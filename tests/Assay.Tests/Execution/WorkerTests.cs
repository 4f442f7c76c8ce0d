using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Execution.Workers;
using Assay.Identity;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.Tests.Execution;

/// <summary>Workers of one process: what they share, leave, wait for and refuse.</summary>
public sealed class WorkerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ProjectSpec Pool => new("test") { Backend = new WorkerPoolBackendSpec { PollSeconds = 0.05 } };

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_workers_share_a_run_and_make_and_score_everything_once(bool oneStore)
    {
        var test = new TestExperiment { Items = 30, Answer = SlowlyAsync };
        await using var first = folder.Open(Pool);
        await using var second = folder.Open(Pool);
        var handle = await first.SubmitAsync(test.Build(), null, Token);

        var reports = await Task.WhenAll(WorkAsync(first, test, size: 7), WorkAsync(oneStore ? first : second, test, size: 7));

        var work = Array.ConvertAll(reports, static report => Assert.Single(report.Runs));
        Assert.NotEqual(reports[0].Name, reports[1].Name);
        Assert.All(work, static one => Assert.InRange(one.Generated, 1, 179));
        Assert.Equal((180L, 180L, 180, 540), (work.Sum(static one => one.Generated), work.Sum(static one => one.Scored), test.Calls.Count, test.Scorings.Count));
        var report = await first.GetRunProgressAsync(handle.RunId.ToString(), Token);
        Assert.Equal((RunStatus.Completed, 0L), (report.Status, report.InFlight));
        Assert.Equal(180, (await (await first.GetResultAsync(test.Build(), Token)).TotalsAsync(Token)).Completed);
    }

    [Fact]
    public async Task Worker_that_is_cancelled_gives_its_leases_back_at_once()
    {
        using var stop = new CancellationTokenSource();
        var stuck = new TestExperiment { Answer = async (_, token) => await StopAsync(stop, token) };
        await using var orchestrator = folder.Open(Pool);
        var runId = (await orchestrator.SubmitAsync(stuck.Build(), null, Token)).RunId;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orchestrator.RunWorkerAsync(null, new WorkerOptions { Sources = [stuck.Build()] }, stop.Token));
        var left = await orchestrator.GetRunProgressAsync(runId.ToString(), Token);
        var rest = new TestExperiment();
        var report = await WorkAsync(orchestrator, rest);

        Assert.Equal((0L, 36L), (left.InFlight, left.Stages[0].Pending));
        Assert.Equal((36L, 36), (Assert.Single(report.Runs).Generated, rest.Calls.Count));
    }

    [Fact]
    public async Task Worker_without_a_run_takes_all_of_its_project_and_says_which_it_cannot()
    {
        var (one, other) = (new TestExperiment(), new TestExperiment { Models = ["m9"] });
        await using (var strange = folder.Open(Pool with { Name = "strange" }))
            await strange.SubmitAsync(new TestExperiment { Items = 9 }.Build(), null, Token);
        await using var orchestrator = folder.Open(Pool);
        await orchestrator.SubmitAsync(one.Build(), null, Token);
        await orchestrator.SubmitAsync(other.Build(other.Spec with { Id = "other" }), null, Token);

        var report = await WorkAsync(orchestrator, one);

        Assert.Equal(["everything", "other"], report.Runs.Select(static run => run.Name));
        Assert.Equal((36L, null), (report.Runs[0].Generated, report.Runs[0].Stopped));
        Assert.Equal(ErrorCode.PluginUnknown, report.Runs[1].Stopped!.Code);
        Assert.Equal((36, 0), (one.Calls.Count, other.Calls.Count));
    }

    [Fact]
    public async Task Worker_on_one_run_leaves_the_others()
    {
        var test = new TestExperiment();
        await using var orchestrator = folder.Open(Pool);
        var small = test.Spec with { Models = [test.Spec.Models[0]], Id = "small" };
        var runId = (await orchestrator.SubmitAsync(test.Build(small), null, Token)).RunId;
        await orchestrator.SubmitAsync(test.Build(), null, Token);

        var report = await orchestrator.RunWorkerAsync(runId.ToString()[..12], new WorkerOptions { Sources = [test.Build(small)] }, Token);

        Assert.Equal((runId, 12L), (Assert.Single(report.Runs).RunId, report.Runs[0].Generated));
        Assert.Equal(12, test.Calls.Count);
    }

    [Fact]
    public async Task Outputs_that_are_there_already_are_parsed_and_scored_without_a_call()
    {
        var test = new TestExperiment();
        await using var orchestrator = folder.Open(Pool);
        await orchestrator.GenerateAsync(test.Build(), null, Token);
        await orchestrator.SubmitAsync(test.Build(), null, Token);

        var report = await WorkAsync(orchestrator, test);

        Assert.Equal((0L, 36L), (Assert.Single(report.Runs).Generated, report.Runs[0].Scored));
        Assert.Equal((36, 96), (test.Calls.Count, test.Scorings.Count));
    }

    [Fact]
    public async Task What_failed_is_left_until_the_run_is_resumed()
    {
        var failing = new TestExperiment { Answer = static (request, _) => (int)request.Item.Value == 3 ? throw new InvalidOperationException("boom") : ValueTask.FromResult<Output>("2") };
        await using var orchestrator = folder.Open(Pool);
        var runId = (await orchestrator.SubmitAsync(failing.Build(), null, Token)).RunId;
        var first = await WorkAsync(orchestrator, failing);
        var mended = new TestExperiment();
        var idle = await WorkAsync(orchestrator, mended);

        await orchestrator.ResumeAsync(runId.ToString(), mended.Build(), null, Token);
        var second = await WorkAsync(orchestrator, mended);

        Assert.Equal((36L, 6L), (Assert.Single(first.Runs).Generated, first.Runs[0].Failed));
        Assert.Empty(idle.Runs);
        Assert.Equal((6L, 0L, 6), (Assert.Single(second.Runs).Generated, second.Runs[0].Failed, mended.Calls.Count));
        Assert.Equal(RunStatus.Completed, (await orchestrator.GetRunProgressAsync(runId.ToString(), Token)).Status);
    }

    [Fact]
    public async Task Worker_whose_engine_is_dead_leaves_the_run_to_others()
    {
        var dead = new TestExperiment { Answer = static (_, _) => throw new InvalidOperationException("dead") };
        await using var orchestrator = folder.Open(Pool);
        var runId = (await orchestrator.SubmitAsync(dead.Build(), null, Token)).RunId;

        var report = await WorkAsync(orchestrator, dead, size: 3);
        var left = await orchestrator.GetRunProgressAsync(runId.ToString(), Token);

        Assert.Equal(ErrorCode.CircuitBreaker, Assert.Single(report.Runs).Stopped!.Code);
        Assert.Equal(0, left.InFlight);
        Assert.InRange(left.Stages[0].Pending, 1, 31);
    }

    [Fact]
    public async Task Worker_that_polls_on_finds_what_is_submitted_later()
    {
        using var stop = new CancellationTokenSource();
        var test = new TestExperiment();
        await using var orchestrator = folder.Open(Pool);
        var working = orchestrator.RunWorkerAsync(null, new WorkerOptions { Sources = [test.Build()], KeepPolling = true }, stop.Token);

        var runId = (await orchestrator.SubmitAsync(test.Build(), null, Token)).RunId;
        while ((await orchestrator.GetRunProgressAsync(runId.ToString(), Token)).Status != RunStatus.Completed)
            await Task.Delay(20, Token);
        Assert.False(working.IsCompleted);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);
        Assert.Equal(36, test.Calls.Count);
    }

    [Fact]
    public async Task Worker_that_polls_on_waits_for_a_process_that_has_the_store_alone_and_another_says_so()
    {
        var test = new TestExperiment();
        await using var storage = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = folder.Path, LockTimeout = TimeSpan.Zero }, TimeProvider.System, Token);
        await using var other = await SqliteRunStore.OpenAsync(new SqliteStoreOptions { Directory = folder.Path }, TimeProvider.System, Token);
        await using var orchestrator = Orchestrator.FromProjectSpec(Pool, new OrchestratorOptions { ProjectDirectory = folder.Path, Storage = storage });
        await orchestrator.SubmitAsync(test.Build(), null, Token);
        var alone = await other.AcquireWriterAsync(null, Token);
        using var stop = new CancellationTokenSource();

        var error = await Assert.ThrowsAsync<StoreException>(() => WorkAsync(orchestrator, test));
        var polling = orchestrator.RunWorkerAsync(null, new WorkerOptions { Sources = [test.Build()], KeepPolling = true }, stop.Token);
        await Task.Delay(200, Token);
        Assert.Equal((ErrorCode.StoreBusy, 0, false), (error.Code, test.Calls.Count, polling.IsCompleted));
        await alone.DisposeAsync();
        while (test.Calls.Count < 36)
            await Task.Delay(20, Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => polling);
    }

    [Fact]
    public async Task Worker_must_offer_every_tag_of_the_project()
    {
        var project = Pool with { Backend = new WorkerPoolBackendSpec { Tags = ["gpu", "eu"] } };
        var test = new TestExperiment();
        await using var orchestrator = folder.Open(project);
        await orchestrator.SubmitAsync(test.Build(), null, Token);

        var error = await Assert.ThrowsAsync<AssayException>(() => orchestrator.RunWorkerAsync(null, new WorkerOptions { Tags = ["gpu", "GPU"], LeaseSize = 0, Name = " " }, Token));
        var report = await orchestrator.RunWorkerAsync(null, new WorkerOptions { Tags = ["eu", "fast", "gpu"], Sources = [test.Build()] }, Token);

        Assert.Equal((ErrorCode.OptionInvalid, 3), (error.Code, error.Problems.Count));
        Assert.Contains("offer 'eu', and this one offers 'gpu', 'GPU'", error.Message, StringComparison.Ordinal);
        Assert.Equal(36, Assert.Single(report.Runs).Generated);
    }

    [Fact]
    public async Task Project_without_a_pool_has_no_workers()
    {
        await using var orchestrator = folder.Open();

        var error = await Assert.ThrowsAsync<AssayException>(() => orchestrator.RunWorkerAsync(cancellationToken: Token));

        Assert.Equal(ErrorCode.OptionInvalid, error.Code);
        Assert.Contains("'worker_pool'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_that_is_named_must_be_known_own_and_unchanged()
    {
        await using var orchestrator = folder.Open(Pool);
        var changed = (await orchestrator.SubmitAsync(new TestExperiment().Build(), null, Token)).RunId;
        Hash128 strange;
        await using (var other = folder.Open(Pool with { Name = "strange" }))
            strange = (await other.SubmitAsync(new TestExperiment { Items = 9 }.Build(), null, Token)).RunId;
        var worker = new WorkerOptions { Sources = [new TestExperiment { Items = 7 }.Build()] };

        Assert.Equal(ErrorCode.RunUnknown, await CodeAsync("abcdef0123456789"));
        Assert.Equal(ErrorCode.RunMismatch, await CodeAsync(strange.ToString()));
        Assert.Equal(ErrorCode.RunMismatch, await CodeAsync(changed.ToString()));

        async Task<ErrorCode> CodeAsync(string run) => (await Assert.ThrowsAsync<AssayException>(() => orchestrator.RunWorkerAsync(run, worker, Token))).Code;
    }

    private static Task<WorkerReport> WorkAsync(Orchestrator orchestrator, TestExperiment test, int? size = null) =>
        orchestrator.RunWorkerAsync(null, new WorkerOptions { Sources = [test.Build()], LeaseSize = size }, Token);

    private static async ValueTask<Output> SlowlyAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        await Task.Delay(3, cancellationToken);
        return "2";
    }

    private static async Task<Output> StopAsync(CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return "never";
    }
}
