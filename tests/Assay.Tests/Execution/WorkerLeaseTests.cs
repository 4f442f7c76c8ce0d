using Assay.Contracts;
using Assay.Execution;
using Assay.Execution.Workers;
using Assay.Identity;
using Assay.Specs;
using Assay.Storage.Manifests;
using Assay.Tests.Storage;

namespace Assay.Tests.Execution;

/// <summary>Leases of workers: renewed while they live, taken over when they die.</summary>
public sealed class WorkerLeaseTests : IDisposable
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(180);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ProjectSpec Pool => new("test") { Backend = new WorkerPoolBackendSpec { PollSeconds = 1 } };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Two_processes_share_a_run_without_making_a_generation_twice()
    {
        await SubmitEchoAsync(100);
        using var first = StoreProcess.Start("work", folder.Path, "first", "10");
        using var second = StoreProcess.Start("work", folder.Path, "second", "10");

        string[][] lines = [[.. first.TakeAll()], [.. second.TakeAll()]];

        Assert.Equal((0, 0), (first.WaitForExit(), second.WaitForExit()));
        Assert.Equal(Enumerable.Range(0, 100).Select(static i => FormattableString.Invariant($"call {i:d3}")), lines.SelectMany(static one => one[..^1]).Order(StringComparer.Ordinal));
        Assert.Equal(100, lines.Sum(static one => int.Parse(one[^1].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Work_of_a_worker_that_was_killed_is_finished_by_another_once_its_leases_have_run_out()
    {
        var runId = await SubmitEchoAsync(40);
        using (var killed = StoreProcess.Start("work", folder.Path, "killed", "100"))
        {
            for (var i = 0; i < 6; i++)
                Assert.StartsWith("call", killed.TakeLine(), StringComparison.Ordinal);
            killed.Kill();
        }

        var calls = 0;
        await using var present = OpenEcho(TimeProvider.System, () => Interlocked.Increment(ref calls));
        var left = await present.GetRunProgressAsync(runId.ToString(), Token);
        await using var later = OpenEcho(new Shifted(Ttl + TimeSpan.FromSeconds(1)), () => Interlocked.Increment(ref calls));
        var report = await later.RunWorkerAsync(cancellationToken: Token);

        Assert.InRange(left.Stages[0].Running, 1, 8);
        Assert.Equal(40 - left.Stages[0].Completed, Assert.Single(report.Runs).Generated);
        Assert.Equal(report.Runs[0].Generated, calls);
        Assert.Equal(RunStatus.Completed, (await present.GetRunProgressAsync(runId.ToString(), Token)).Status);
    }

    [Fact]
    public async Task Leases_are_renewed_while_a_generation_takes_long_and_nobody_else_gets_it()
    {
        var time = new ManualTime();
        using var gate = new SemaphoreSlim(0);
        var test = Blocked(gate);
        await using var first = Open(time);
        await using var second = Open(time);
        var runId = (await first.SubmitAsync(test.Build(), null, Token)).RunId;
        var working = first.RunWorkerAsync(null, Named("first", test), Token);
        while (test.Calls.Count < 2)
            await Task.Delay(10, Token);
        var waiting = second.RunWorkerAsync(null, Named("second", test), Token);

        for (var third = 0; third < 9; third++)
        {
            time.Advance(Ttl / 3);
            while (await ExpiryAsync(first, runId) < time.GetUtcNow() + Ttl * 5 / 6)
            {
                // The worker may not have been waiting yet when the clock moved.
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(10, Token);
            }
        }

        Assert.Equal((2, false, false), (test.Calls.Count, working.IsCompleted, waiting.IsCompleted));
        gate.Release(2);
        var report = await working;
        while (!waiting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, Token);
        }

        Assert.Equal(2, Assert.Single(report.Runs).Generated);
        Assert.Equal(0, Assert.Single((await waiting).Runs).Generated);
        Assert.Equal([1, 1], await AttemptsAsync(first, runId));
    }

    [Fact]
    public async Task Worker_that_could_not_renew_in_time_gives_up_what_it_has_under_way()
    {
        var time = new ManualTime();
        using var gate = new SemaphoreSlim(0);
        var cancelled = 0;
        var test = Blocked(gate, () => Interlocked.Increment(ref cancelled));
        await using var orchestrator = Open(time);
        var runId = (await orchestrator.SubmitAsync(test.Build(), null, Token)).RunId;
        var working = orchestrator.RunWorkerAsync(null, Named("slept", test), Token);
        while (test.Calls.Count < 2)
            await Task.Delay(10, Token);

        time.Advance(2 * Ttl);
        while (test.Calls.Count < 4)
            await Task.Delay(10, Token);
        gate.Release(2);

        Assert.Equal(2, Assert.Single((await working).Runs).Generated);
        Assert.Equal(2, cancelled);

        // The worker may be about to lease more when the clock jumps, and then takes its own lost leases once before it gives them up.
        Assert.All(await AttemptsAsync(orchestrator, runId), static attempts => Assert.InRange(attempts, 2, 3));
    }

    [Fact]
    public async Task Worker_stays_while_another_holds_leases_and_takes_over_when_they_run_out()
    {
        var time = new ManualTime();
        var test = new TestExperiment { Items = 1, Models = ["m1"] };
        await using var orchestrator = Open(time);
        var runId = (await orchestrator.SubmitAsync(test.Build(), null, Token)).RunId;
        await HoldAsync(orchestrator, runId, "dead", time);
        var working = orchestrator.RunWorkerAsync(null, Named("heir", test), Token);

        for (var waited = TimeSpan.Zero; waited < Ttl - TimeSpan.FromSeconds(20); waited += TimeSpan.FromSeconds(20))
        {
            time.Advance(TimeSpan.FromSeconds(20));
            await Task.Delay(20, Token);
            Assert.False(working.IsCompleted);
        }

        Assert.Empty(test.Calls);
        while (!working.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, Token);
        }

        Assert.Equal(2, Assert.Single((await working).Runs).Generated);
    }

    [Fact]
    public async Task Worker_that_starts_again_under_its_name_takes_its_leases_back_at_once()
    {
        var time = new ManualTime();
        var test = new TestExperiment { Items = 1, Models = ["m1"] };
        await using var orchestrator = Open(time);
        var runId = (await orchestrator.SubmitAsync(test.Build(), null, Token)).RunId;
        await HoldAsync(orchestrator, runId, "same", time);

        var report = await orchestrator.RunWorkerAsync(null, Named("same", test), Token);

        Assert.Equal(("same", 2L), (report.Name, Assert.Single(report.Runs).Generated));
    }

    private static TestExperiment Blocked(SemaphoreSlim gate, Action? cancelled = null) => new()
    {
        Items = 1,
        Models = ["m1"],
        Answer = async (_, cancellationToken) =>
        {
            await using var told = cancellationToken.Register(() => cancelled?.Invoke());
            await gate.WaitAsync(cancellationToken);
            return "2";
        },
    };

    private static WorkerOptions Named(string name, TestExperiment test) => new() { Name = name, Sources = [test.Build()] };

    private Orchestrator Open(TimeProvider time) => Orchestrator.FromProjectSpec(Pool, new OrchestratorOptions { ProjectDirectory = folder.Path, Time = time });

    private static async Task HoldAsync(Orchestrator orchestrator, Hash128 run, string owner, TimeProvider time)
    {
        var storage = await orchestrator.GetStorageAsync(Token);
        Assert.Equal(2, (await storage.Manifests.ClaimAsync(run, owner, Ttl, 10, time.GetUtcNow(), Token)).Count);
    }

    private static async Task<DateTimeOffset> ExpiryAsync(Orchestrator orchestrator, Hash128 run) =>
        (await (await orchestrator.GetManifestAsync(run.ToString(), Token)).WorkItemsAsync(WorkStage.Generation, WorkStatus.Running, Token).FirstAsync(Token)).LeaseExpires!.Value;

    private static async Task<List<int>> AttemptsAsync(Orchestrator orchestrator, Hash128 run) =>
        await (await orchestrator.GetManifestAsync(run.ToString(), Token)).WorkItemsAsync(WorkStage.Generation, cancellationToken: Token).Select(static item => item.Attempts).ToListAsync(Token);

    private async Task<Hash128> SubmitEchoAsync(int items)
    {
        await File.WriteAllLinesAsync(Path.Combine(folder.Path, "items.jsonl"), Enumerable.Range(0, items).Select(static i => FormattableString.Invariant($$"""{"id":"{{i}}","q":"{{i:d3}}"}""")), Token);
        var benchmark = new BenchmarkSpec("echo")
        {
            Models = [new ModelSpec("m", "echo")],
            Prompts = [new PromptSpec("p", [new MessageSpec(MessageRole.User, "{item.q}")])],
            Slices = [new SliceSpec("s", new DatasetSpec(DatasetKind.Jsonl) { Path = "items.jsonl" })],
            Scores = [new ScoreSpec("right", [new MetricSpec("exact_match") { Config = JsonValue.Parse("""{"expected":"q"}""") }])],
        };
        await using var orchestrator = OpenEcho(TimeProvider.System, static () => { });
        return (await orchestrator.SubmitAsync(benchmark, null, Token)).RunId;
    }

    private Orchestrator OpenEcho(TimeProvider time, Action called) => Orchestrator.FromProjectSpec(Pool, new OrchestratorOptions
    {
        ProjectDirectory = folder.Path,
        Time = time,
        Registry = PluginRegistry.WithBuiltIns().Add(new FunctionEngine("echo", "1", EngineInput.Prompt, true, (request, _) =>
        {
            called();
            return ValueTask.FromResult<Output>(request.Prompt.Text);
        })),
    });

    /// <summary>The system's clock, ahead of its time.</summary>
    private sealed class Shifted(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
