using System.Collections.Concurrent;
using Assay.Contracts;
using Assay.Execution;
using Assay.Specs;

namespace Assay.Tests.Execution;

/// <summary>Who runs when, and on which threads.</summary>
public sealed class SchedulingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Model_that_does_not_answer_leaves_places_to_one_that_does()
    {
        const int items = 40;
        var answered = 0;
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var test = new TestExperiment
        {
            Models = ["m1", "m2"],
            Items = items,
            Answer = async (request, token) =>
            {
                if (request.Model.Id == "m1")
                    await release.Task.WaitAsync(TimeSpan.FromMinutes(1), token);
                else if (Interlocked.Increment(ref answered) == 2 * items)
                    release.SetResult();
                return "2";
            },
        };
        await using var orchestrator = folder.Open(new ProjectSpec("test") { Execution = new ExecutionPolicy { MaxInFlight = 4 } });

        var result = await orchestrator.RunBenchmarkAsync(test.Build(), null, Token);

        Assert.Equal((4 * items, 0), (result.Work!.Generated, result.Work.Failed));
    }

    [Fact]
    public async Task Metrics_use_a_bounded_number_of_threads_however_many_generations_end_at_once()
    {
        const int threads = 2;
        var seen = new ConcurrentDictionary<int, bool>();
        var (now, most) = (0, 0);
        var test = new TestExperiment
        {
            Models = ["m1"],
            Items = 60,
            Answer = static async (_, token) =>
            {
                await Task.Delay(20, token);
                return "2";
            },
        };
        var benchmark = test.Build(test.Spec with { Parses = [], Scores = [new ScoreSpec("busy", [new MetricSpec("busy")])] });
        benchmark.Plugins.Add(new FunctionMetric("busy", "1", (_, _) =>
        {
            var running = Interlocked.Increment(ref now);
            for (var before = Volatile.Read(ref most); running > before; before = Volatile.Read(ref most))
                Interlocked.CompareExchange(ref most, running, before);
            seen.TryAdd(Environment.CurrentManagedThreadId, true);
            Thread.Sleep(1);
            Interlocked.Decrement(ref now);
            return ValueTask.FromResult(new MetricResult(1));
        }));
        await using var orchestrator = folder.Open(new ProjectSpec("test") { Execution = new ExecutionPolicy { MaxInFlight = 120, Parallelism = threads } });

        var result = await orchestrator.RunBenchmarkAsync(benchmark, null, Token);

        Assert.Equal(120, result.Work!.Scored);
        Assert.InRange(most, 1, threads);
        Assert.InRange(seen.Count, 1, threads);
    }

    [Fact]
    public async Task Thousands_of_generations_wait_without_a_thread_each()
    {
        const int items = 1_000;
        var waiting = 0;
        var threads = 0;
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var test = new TestExperiment
        {
            Models = ["m1"],
            Items = items,
            Answer = async (_, token) =>
            {
                if (Interlocked.Increment(ref waiting) == 2 * items)
                {
                    threads = ThreadPool.ThreadCount;
                    release.SetResult();
                }

                await release.Task.WaitAsync(TimeSpan.FromMinutes(1), token);
                return "2";
            },
        };
        await using var orchestrator = folder.Open(new ProjectSpec("test") { Execution = new ExecutionPolicy { MaxInFlight = 2 * items } });

        var result = await orchestrator.RunBenchmarkAsync(test.Build(), null, Token);

        Assert.Equal(2 * items, result.Work!.Generated);
        Assert.InRange(threads, 1, 200);
    }

    [Fact]
    public async Task Threads_run_what_is_switched_to_them_and_let_what_waits_go_first()
    {
        var order = new ConcurrentQueue<string>();
        using var threads = new ProcessorThreads(1);
        await Task.WhenAll(LongAsync(), ShortAsync());
        Assert.Equal(["long 0", "short", "long 1"], order);

        async Task LongAsync()
        {
            await threads.SwitchAsync();
            order.Enqueue("long 0");
            SpinWait.SpinUntil(() => threads.IsWanted);
            await threads.YieldAsync();
            Assert.True(threads.SwitchAsync().IsCompleted);
            order.Enqueue("long 1");
        }

        async Task ShortAsync()
        {
            SpinWait.SpinUntil(() => !order.IsEmpty);
            await threads.SwitchAsync();
            order.Enqueue("short");
        }
    }

    [Fact]
    public async Task Trials_that_have_nothing_under_way_are_forgotten()
    {
        var gate = new TrialGate(samples: 4, atOnce: 1);
        for (var trial = 0; trial < 100; trial++)
        {
            await gate.EnterAsync(trial * 4, Token);
            var second = gate.EnterAsync(trial * 4 + 1, Token);
            Assert.False(second.IsCompleted);
            gate.Leave(trial * 4);
            await second;
            Assert.Equal(1, gate.Count);
            gate.Leave(trial * 4 + 1);
        }

        Assert.Equal(0, gate.Count);
    }

    [Fact]
    public async Task Wait_for_a_place_in_a_trial_that_is_cancelled_costs_nobody_a_place()
    {
        var gate = new TrialGate(samples: 4, atOnce: 1);
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await gate.EnterAsync(0, Token);
        var given = gate.EnterAsync(1, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);

        var next = gate.EnterAsync(2, Token);
        gate.Leave(0);

        await next;
        gate.Leave(2);
        Assert.Equal(0, gate.Count);
    }

    [Fact]
    public async Task Claim_is_followed_whether_it_ends_before_or_after_somebody_waits()
    {
        var outcome = new GenerationOutcome(default, "2", Assay.Storage.GenerationStatus.Completed);
        var before = new GenerationSlot();
        before.Complete(outcome);
        var after = new GenerationSlot();
        var waiting = after.Outcome;
        after.Complete(outcome);
        var given = new GenerationSlot();
        given.Cancel();

        Assert.Same(outcome, await before.Outcome);
        Assert.Same(outcome, await waiting);
        Assert.Same(outcome, await after.Outcome);
        Assert.True(given.Outcome.IsCanceled);
    }
}
