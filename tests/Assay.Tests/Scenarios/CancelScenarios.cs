using Assay.Errors;
using Assay.Storage;

namespace Assay.Tests.Scenarios;

/// <summary>Runs that their caller stops.</summary>
public sealed class CancelScenarios
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stopped_run_keeps_what_is_made_and_the_next_one_makes_exactly_the_rest()
    {
        using var stop = new CancellationTokenSource();
        await using var ledger = new ScenarioProject(sums: 50);
        StopAt(ledger, 100, stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ledger.Open().RunBenchmarkAsync(ledger.Benchmark, null, stop.Token));
        var kept = await ledger.Open().GetResultAsync(ledger.Benchmark, Token);
        var outputs = await kept.CandidatesAsync(Token).CountAsync(static candidate => candidate.HasOutput, Token);

        ledger.Mend();
        var calls = await ledger.CallsOfAsync(async () => Assert.Equal(300, (await (await ledger.RunAsync()).TotalsAsync(Token)).Completed));

        Assert.Equal((RunState.Stopped, 300 - outputs), (kept.State, calls));
        Assert.InRange(outputs, 1, 299);
    }

    [Fact]
    public async Task Store_says_that_the_run_was_stopped()
    {
        using var stop = new CancellationTokenSource();
        await using var ledger = new ScenarioProject(sums: 50);
        StopAt(ledger, 20, stop);
        var orchestrator = ledger.Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orchestrator.RunBenchmarkAsync(ledger.Benchmark, null, stop.Token));

        var run = Assert.Single(await (await orchestrator.GetStorageAsync(Token)).Projections.ReadRunsAsync(Token));

        Assert.Equal((RunState.Stopped, true), (run.State, run.Ended is not null));
    }

    [Fact]
    public async Task Same_orchestrator_runs_on_after_it_was_stopped()
    {
        using var stop = new CancellationTokenSource();
        await using var ledger = new ScenarioProject(sums: 50);
        StopAt(ledger, 60, stop);
        var orchestrator = ledger.Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orchestrator.RunBenchmarkAsync(ledger.Benchmark, null, stop.Token));

        ledger.Mend();
        var result = await orchestrator.RunBenchmarkAsync(ledger.Benchmark, null, Token);

        Assert.Equal((RunState.Completed, 300L), (result.State, (await result.TotalsAsync(Token)).Completed));
    }

    [Fact]
    public async Task Waiting_for_another_attempt_ends_at_once()
    {
        using var stop = new CancellationTokenSource();
        await using var ledger = new ScenarioProject(sums: 1);
        var asked = new TaskCompletionSource();
        ledger.Answer = (_, _) =>
        {
            asked.TrySetResult();
            throw new EngineException(ErrorCode.Unavailable, "Come back in a minute.") { RetryAfter = TimeSpan.FromMinutes(1) };
        };
        var running = ledger.Open().RunBenchmarkAsync(ledger.Benchmark, null, stop.Token);
        await asked.Task;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(30), Token));
    }

    [Fact]
    public async Task Run_that_is_stopped_before_it_begins_asks_nobody_and_records_no_run()
    {
        await using var ledger = new ScenarioProject();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ledger.Open().RunBenchmarkAsync(ledger.Benchmark, null, new CancellationToken(canceled: true)));

        Assert.Empty(ledger.Calls);
        Assert.Empty(await (await ledger.Open().GetStorageAsync(Token)).Projections.ReadRunsAsync(Token));
    }

    [Fact]
    public async Task Run_that_shares_its_generations_with_a_stopped_one_makes_them_itself()
    {
        using var stop = new CancellationTokenSource();
        await using var ledger = new ScenarioProject(sums: 50);
        StopAt(ledger, 30, stop);
        var orchestrator = ledger.Open();
        var other = ledger.Benchmark with { Prompts = [ledger.Benchmark.Prompts[0]] };

        var stopped = orchestrator.RunBenchmarkAsync(ledger.Benchmark, null, stop.Token);
        var result = await orchestrator.RunBenchmarkAsync(other, null, Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        Assert.Equal((RunState.Completed, 150L), (result.State, (await result.TotalsAsync(Token)).Completed));
    }

    /// <summary>Cancels with a call, which then waits for its own end; calls before it take a moment.</summary>
    private static void StopAt(ScenarioProject ledger, int call, CancellationTokenSource stop)
    {
        var (answer, calls) = (ledger.Answer, 0);
        ledger.Answer = async (request, cancellationToken) =>
        {
            if (Interlocked.Increment(ref calls) == call)
                await stop.CancelAsync();
            await Task.Delay(1, cancellationToken);
            return await answer(request, cancellationToken);
        };
    }
}
