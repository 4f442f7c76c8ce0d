using Assay.Execution;
using Assay.Specs;
using Assay.Storage.Manifests;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>What is out in a provider's batches is told apart from what waits and from what is done.</summary>
public sealed class BatchProgressTests : IDisposable
{
    private readonly BatchedProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Submitted_run_has_its_generations_in_batches_and_not_pending()
    {
        await using var stub = await project.StartAsync(new StubOptions { BatchLooks = 1 });
        await using var orchestrator = project.Files.Open(store: "one");

        var handle = await orchestrator.SubmitAsync(BatchedProject.Echo(), cancellationToken: Asked.Token);
        var report = await orchestrator.GetRunProgressAsync(handle.RunId.ToString(), Asked.Token);

        Assert.Equal((20L, 20L, 0L, WorkStage.Generation), (report.InBatch, report.Stages[0].InBatch, report.Stages[0].Pending, report.ActiveStage));
        Assert.Equal((RunStatus.Pending, 40L), (handle.Status, handle.Pending));
        Assert.Equal(["20 generations are out in batches; resume the run to store what has ended."], handle.Warnings);
    }

    [Fact]
    public async Task Work_that_no_batch_holds_stays_pending_beside_what_is_out()
    {
        project.Spec = BatchedProject.ByBatch(maxItems: 1_000) with { Prices = [new PriceSpec("tiny-1") { OutputPerMillion = 100 }] };
        await using var stub = await project.StartAsync(new StubOptions { BatchLooks = 1 });
        await using var orchestrator = project.Files.Open(store: "one");

        var handle = await orchestrator.SubmitAsync(BatchedProject.Echo(), new RunOptions { Budget = new RunBudget { Cost = 8 * 50 * 100m / 1_000_000m } }, Asked.Token);

        Assert.Equal((8L, 12L, 20L), (handle.Stages[0].InBatch, handle.Stages[0].Pending, handle.Stages[0].Open));
    }

    [Fact]
    public async Task Run_that_waits_tells_how_many_generations_are_out_and_another_process_sees_it()
    {
        project.Spec = BatchedProject.ByBatch(maxItems: 7);
        var seen = new TaskCompletionSource<RunProgressReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stub = await project.StartAsync(new StubOptions { BatchLooks = 2 });
        await using var runner = project.Files.Open(store: "one");
        await using var watcher = project.Files.Open(store: "one");
        var told = new List<RunProgress>();

        await runner.RunBenchmarkAsync(BatchedProject.Echo(), new RunOptions { Progress = new ProgressConfig { Progress = new Told(Tell) } }, Asked.Token);

        var report = await seen.Task;
        Assert.Equal((20L, 0L), (report.Stages[0].InBatch, report.Stages[0].Pending));
        Assert.Contains(told, static one => one is { InBatch: 20, Done: 0 });
        Assert.Equal("echo / all, 20 in batches: 3 batches are under way at the provider 'stub'; 0 of 20 generations are answered.", LogProgress.Line(told.First(static one => one.InBatch > 0)));
        Assert.Equal(0, told[^1].InBatch);
        var done = await watcher.GetRunProgressAsync(report.RunId.ToString(), Asked.Token);
        Assert.Equal((RunStatus.Completed, 0L), (done.Status, done.InBatch));

        void Tell(RunProgress value)
        {
            told.Add(value);
            if (value.InBatch == 0 || seen.Task.IsCompleted)
                return;
            var manifest = watcher.ListManifestsAsync(Asked.Token).ToBlockingEnumerable(Asked.Token).First();
            seen.TrySetResult(watcher.GetRunProgressAsync(manifest.RunId.ToString(), Asked.Token).GetAwaiter().GetResult());
        }
    }

    private sealed class Told(Action<RunProgress> tell) : IProgress<RunProgress>
    {
        private readonly Lock gate = new();

        public void Report(RunProgress value)
        {
            lock (gate)
                tell(value);
        }
    }
}
