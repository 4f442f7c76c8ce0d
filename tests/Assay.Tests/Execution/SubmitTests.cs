using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Specs;
using Assay.Storage.Manifests;

namespace Assay.Tests.Execution;

/// <summary>Runs that are kept, resumed and watched by their identity.</summary>
public sealed class SubmitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Local_backend_runs_at_once_and_the_handle_counts_every_stage()
    {
        await using var orchestrator = folder.Open();

        var handle = await orchestrator.SubmitAsync(new TestExperiment().Build(), null, Token);

        Assert.Equal((RunStatus.Completed, 0L), (handle.Status, handle.Pending));
        Assert.Equal([36L, 72, 108], handle.Stages.Select(static stage => stage.Total));
        Assert.Equal([36L, 72, 108], handle.Stages.Select(static stage => stage.Completed));
        Assert.Empty(handle.Warnings);
    }

    [Fact]
    public async Task Resume_in_another_process_tries_again_what_failed_and_gives_the_result()
    {
        RunHandle submitted;
        await using (var first = folder.Open())
        {
            var failing = new TestExperiment { Answer = static (request, _) => (int)request.Item.Value == 3 ? throw new InvalidOperationException("boom") : ValueTask.FromResult<Output>("2") };
            submitted = await first.SubmitAsync(failing.Build(), null, Token);
        }

        Assert.Equal((RunStatus.CompletedWithFailures, 6L), (submitted.Status, submitted.Stages[0].Failed));
        Assert.Contains("resume the run", Assert.Single(submitted.Warnings), StringComparison.Ordinal);
        var mended = new TestExperiment();
        await using var second = folder.Open();
        var resumed = await second.ResumeAsync(submitted.RunId.ToString()[..10], mended.Build(), null, Token);

        Assert.True(resumed.IsDone);
        Assert.Equal((6, RunStatus.Completed), (mended.Calls.Count, resumed.Handle.Status));
        Assert.Equal(36, (await resumed.Result!.TotalsAsync(Token)).Completed);
    }

    [Fact]
    public async Task Other_backends_keep_the_run_and_wait()
    {
        var test = new TestExperiment();
        var project = new ProjectSpec("test") { Backend = new WorkerPoolBackendSpec() };
        await using var orchestrator = folder.Open(project);

        var handle = await orchestrator.SubmitAsync(test.Build(), null, Token);
        var resumed = await orchestrator.ResumeAsync(handle.RunId.ToString(), test.Build(), null, Token);

        Assert.Empty(test.Calls);
        Assert.Equal((RunStatus.Pending, 216L), (handle.Status, handle.Pending));
        Assert.Contains("wait for workers", Assert.Single(handle.Warnings), StringComparison.Ordinal);
        Assert.False(resumed.IsDone);
    }

    [Fact]
    public async Task Run_is_resumed_from_its_manifest_alone_where_the_registry_has_the_plugins()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "a.jsonl"), """{"id":"a","q":"A"}""", Token);
        var registry = PluginRegistry.WithBuiltIns().Add(new FunctionEngine("echo", "1", EngineInput.Prompt, false, static (request, _) => ValueTask.FromResult<Output>(request.Prompt.Text)));
        var benchmark = new BenchmarkSpec("echo")
        {
            Models = [new ModelSpec("m", "echo")],
            Prompts = [new PromptSpec("p", [new MessageSpec(MessageRole.User, "{item.q}")])],
            Slices = [new SliceSpec("s", new DatasetSpec(DatasetKind.Jsonl) { Path = "a.jsonl" })],
            Scores = [new ScoreSpec("right", [new MetricSpec("exact_match") { Config = JsonValue.Parse("""{"expected":"q"}""") }])],
        };
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("test"), new OrchestratorOptions { ProjectDirectory = folder.Path, Registry = registry });
        var planned = await orchestrator.PlanAsync(benchmark, cancellationToken: Token);

        var resumed = await orchestrator.ResumeAsync(planned.RunId.ToString(), cancellationToken: Token);

        Assert.True(resumed.IsDone);
        Assert.Equal(1, resumed.Result.Work!.Generated);
    }

    [Fact]
    public async Task Run_of_another_project_is_refused()
    {
        Assay.Identity.Hash128 runId;
        await using (var one = folder.Open(new ProjectSpec("one")))
            runId = (await one.PlanAsync(new TestExperiment().Build(), cancellationToken: Token)).RunId;
        await using var two = folder.Open(new ProjectSpec("two"));

        var error = await Assert.ThrowsAsync<AssayException>(() => two.ResumeAsync(runId.ToString(), new TestExperiment().Build(), null, Token));

        Assert.Equal(ErrorCode.RunMismatch, error.Code);
        Assert.Contains("belongs to the project 'one'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spec_that_has_changed_is_refused()
    {
        await using var orchestrator = folder.Open();
        var runId = (await orchestrator.PlanAsync(new TestExperiment().Build(), cancellationToken: Token)).RunId;

        var error = await Assert.ThrowsAsync<AssayException>(() => orchestrator.ResumeAsync(runId.ToString(), new TestExperiment { Items = 7 }.Build(), null, Token));

        Assert.Equal(ErrorCode.RunMismatch, error.Code);
    }

    [Fact]
    public async Task Progress_is_seen_from_outside_while_the_run_goes_on()
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
        await using var watcher = folder.Open();
        var submitting = runner.SubmitAsync(test.Build(), null, Token);

        RunProgressReport? report = null;
        while (report is not { Status: RunStatus.Running, InFlight: > 0 } || report.Stages[2].Completed < 36)
        {
            await Task.Delay(20, Token);
            if (await watcher.ListManifestsAsync(Token).FirstOrDefaultAsync(Token) is { } manifest)
                report = await watcher.GetRunProgressAsync(manifest.RunId.ToString(), Token);
        }

        Assert.Equal((12L, 36L), (report.Stages[0].Completed, report.Stages[0].Total));
        Assert.Equal(WorkStage.Generation, report.ActiveStage);
        Assert.True(report.Started is not null && report.Ended is null);
        gate.Release(100);
        await submitting;
        var done = await watcher.GetRunProgressAsync(report.RunId.ToString(), Token);
        Assert.Equal((RunStatus.Completed, null, 0L), (done.Status, done.ActiveStage, done.InFlight));
        Assert.NotNull(done.Ended);
    }

    [Fact]
    public async Task Cancelled_run_is_stopped_and_goes_on_when_resumed()
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
        await using var orchestrator = folder.Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orchestrator.SubmitAsync(slow.Build(), null, stop.Token));
        var manifest = await orchestrator.ListManifestsAsync(Token).FirstAsync(Token);

        var stopped = await orchestrator.GetRunProgressAsync(manifest.RunId.ToString(), Token);
        var rest = new TestExperiment { Items = 50 };
        var resumed = await orchestrator.ResumeAsync(manifest.RunId.ToString(), rest.Build(), null, Token);

        Assert.Equal(RunStatus.Stopped, stopped.Status);
        Assert.InRange(rest.Calls.Count, 1, 299);
        Assert.True(resumed.IsDone);
    }

    [Fact]
    public async Task Unknown_run_is_said_to_be_unknown()
    {
        await using var orchestrator = folder.Open();

        var error = await Assert.ThrowsAsync<AssayException>(() => orchestrator.ResumeAsync("abc", cancellationToken: Token));

        Assert.Equal(ErrorCode.RunUnknown, error.Code);
    }
}
