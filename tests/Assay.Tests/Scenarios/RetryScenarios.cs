using System.Collections.Concurrent;
using Assay.Errors;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Tests.Scenarios;

/// <summary>Failures that are tried again, and those that stop a run.</summary>
public sealed class RetryScenarios
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_call_that_a_busy_provider_refuses_twice_is_answered_the_third_time()
    {
        await using var ledger = new ScenarioProject();
        Refuse(ledger, times: 2, static () => Busy("Slow down."));

        var result = await ledger.RunAsync();

        Assert.Equal((RunState.Completed, 108), (result.State, ledger.Calls.Count));
        Assert.Equal(36, (await result.TotalsAsync(Token)).Completed);
    }

    [Fact]
    public async Task Each_failed_attempt_is_an_event_of_the_timeline()
    {
        await using var ledger = One();
        Refuse(ledger, times: 2, static () => Busy("Slow down."));
        var result = await ledger.RunAsync();

        var timeline = await result.TimelineAsync(await result.CandidatesAsync(Token).FirstAsync(Token), Token);

        Assert.Equal(
            [(1, ErrorCode.RateLimit, "Slow down."), (2, ErrorCode.RateLimit, "Slow down.")],
            timeline.Steps.Where(static step => step.Kind == EventKind.AttemptFailed).Select(static step => (step.Number!.Value, step.Failure!.Value, step.Text!)));
        Assert.Equal((3, true), (timeline.Generation!.Attempts, timeline.Steps.Single(static step => step.Kind == EventKind.Generated).Success));
    }

    [Fact]
    public async Task Provider_that_stays_busy_fails_the_trial_after_the_last_retry_with_its_code()
    {
        await using var ledger = One();
        Refuse(ledger, times: int.MaxValue, static () => Busy("Slow down."));

        var result = await ledger.RunAsync();

        var candidate = await result.CandidatesAsync(Token).FirstAsync(Token);
        Assert.Equal((ErrorCode.RateLimit, 4), (candidate.Failure, ledger.Calls.Count));
        Assert.Equal(3, (await result.TimelineAsync(candidate, Token)).Steps.Count(static step => step.Kind == EventKind.AttemptFailed));
    }

    [Fact]
    public async Task Next_run_has_all_of_its_retries_again()
    {
        await using var ledger = One();
        Refuse(ledger, times: 5, static () => Busy("Slow down."));

        var first = await ledger.RunAsync();
        var second = await ledger.RunAsync();

        Assert.Equal((RunState.CompletedWithFailures, RunState.Completed, 6), (first.State, second.State, ledger.Calls.Count));
    }

    [Fact]
    public async Task Project_says_which_codes_are_tried_again_and_how_often()
    {
        await using var ledger = One();
        ledger.Spec = ledger.Spec with { Execution = new ExecutionPolicy { MaxRetries = 1, RetryableCodes = ["hiccup"] } };
        Refuse(ledger, times: 1, static () => new EngineException(new ErrorCode("hiccup"), "Hic.") { RetryAfter = TimeSpan.Zero });

        Assert.Equal((RunState.Completed, 2), ((await ledger.RunAsync()).State, ledger.Calls.Count));
    }

    [Fact]
    public async Task Code_that_is_not_retryable_is_asked_once()
    {
        await using var ledger = One();
        Refuse(ledger, times: 1, static () => new EngineException(new ErrorCode("auth"), "The key is wrong.") { RetryAfter = TimeSpan.Zero });

        Assert.Equal((RunState.CompletedWithFailures, 1), ((await ledger.RunAsync()).State, ledger.Calls.Count));
    }

    [Fact]
    public async Task Dead_provider_trips_the_breaker_and_the_same_run_goes_on_when_it_lives_again()
    {
        await using var ledger = new ScenarioProject(sums: 100);
        var isDead = true;
        ledger.Fail(request => isDead && request.Model.Id == "wordy", static () => new EngineException(new ErrorCode("auth"), "The key is wrong."));

        var stopped = await ledger.Open().SubmitAsync(ledger.Benchmark, null, Token);
        isDead = false;
        var made = (await ledger.Open().GetRunProgressAsync(stopped.RunId.ToString(), Token)).Stages[0].Completed;
        var calls = await ledger.CallsOfAsync(async () =>
        {
            var resumed = await ledger.Open().ResumeAsync(stopped.RunId.ToString(), ledger.Benchmark, null, Token);
            Assert.Equal((true, 600L), (resumed.IsDone, (await resumed.Result!.TotalsAsync(Token)).Completed));
        });

        Assert.Equal(Assay.Execution.RunStatus.Stopped, stopped.Status);
        Assert.Contains("Stopped after 5 equal failures in a row of the model 'wordy': auth: The key is wrong.", stopped.Warnings[0], StringComparison.Ordinal);
        Assert.Equal(600 - made, calls);
    }

    [Fact]
    public async Task Failures_of_different_kinds_do_not_trip_the_breaker()
    {
        await using var ledger = new ScenarioProject(sums: 100) { Spec = new ProjectSpec("ledger") { Execution = new ExecutionPolicy { MaxInFlight = 1 } } };
        var calls = 0;
        ledger.Answer = (_, _) => throw new EngineException(new ErrorCode(Interlocked.Increment(ref calls) % 2 == 0 ? "even" : "odd"), "No.");

        var result = await ledger.RunAsync();

        Assert.Equal((RunState.CompletedWithFailures, 600, 600), (result.State, result.Work!.Failed, ledger.Calls.Count));
    }

    [Fact]
    public async Task Answer_in_between_begins_the_count_of_failures_anew()
    {
        await using var ledger = new ScenarioProject(sums: 100) { Spec = new ProjectSpec("ledger") { Execution = new ExecutionPolicy { MaxInFlight = 1 } } };
        var calls = 0;
        ledger.Fail(_ => Interlocked.Increment(ref calls) % 5 != 0, static () => new EngineException(new ErrorCode("auth"), "No."));

        var result = await ledger.RunAsync();

        Assert.Equal((RunState.CompletedWithFailures, 480), (result.State, result.Work!.Failed));
    }

    [Fact]
    public async Task Breaker_has_the_threshold_of_the_project()
    {
        await using var ledger = new ScenarioProject(sums: 100) { Spec = new ProjectSpec("ledger") { Execution = new ExecutionPolicy { MaxInFlight = 1, CircuitBreakerThreshold = 17 } } };
        ledger.Fail(static request => request.Model.Id == "wordy", static () => new EngineException(new ErrorCode("auth"), "No."));

        var result = await ledger.RunAsync();

        Assert.Equal((ErrorCode.CircuitBreaker, RunState.Stopped, 17), (result.Work!.Stopped!.Code, result.State, ledger.Calls.Count(static call => call.Model.Id == "wordy")));
    }

    private static ScenarioProject One()
    {
        var ledger = new ScenarioProject(sums: 1);
        ledger.Benchmark = ledger.Benchmark with { Models = [ledger.Benchmark.Models[0]], Prompts = [ledger.Benchmark.Prompts[0]] };
        return ledger;
    }

    /// <summary>Refuses the first calls for each candidate.</summary>
    private static void Refuse(ScenarioProject ledger, int times, Func<Exception> failure)
    {
        var refused = new ConcurrentDictionary<long, int>();
        ledger.Fail(request => refused.AddOrUpdate(request.Seed, 1, static (_, count) => count + 1) <= times, failure);
    }

    private static EngineException Busy(string message) => new(ErrorCode.RateLimit, message) { RetryAfter = TimeSpan.Zero };
}
