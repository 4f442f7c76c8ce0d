using System.Collections.Concurrent;
using Assay.Contracts;
using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Tests.Execution;

/// <summary>What is tried again, after how long, and what is recorded of it: one trial, whose engine fails as often as a test says.</summary>
public sealed class RetryTests : IDisposable
{
    private static readonly TimeSpan CallTime = TimeSpan.FromMilliseconds(40);

    private readonly TemporaryFolder folder = new();
    private readonly JumpingTime time = new();
    private readonly List<(TimeSpan At, EngineRequest Request)> calls = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The waits between the calls.</summary>
    private IEnumerable<double> Waits => calls.Skip(1).Select((call, i) => (call.At - calls[i].At - CallTime).TotalMilliseconds);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, new double[] { 200, 200, 200, 200 })]
    [InlineData(1.5, new double[] { 200, 300, 450, 675 })]
    [InlineData(2, new double[] { 200, 400, 800, 1600 })]
    public async Task Waits_grow_by_the_factor_and_each_lies_between_half_and_the_whole_of_its_step(double factor, double[] steps)
    {
        await RunAsync(new ExecutionPolicy { MaxRetries = 4, BackoffFactor = factor }, static _ => new EngineException(ErrorCode.Timeout, "Slow."));

        Assert.Equal(4, Waits.Count());
        Assert.All(Waits.Zip(steps), static pair => Assert.InRange(pair.First, pair.Second / 2, pair.Second));
    }

    [Fact]
    public async Task Waits_of_different_candidates_differ_so_that_they_do_not_come_back_all_at_once()
    {
        await RunAsync(new ExecutionPolicy { MaxRetries = 1, MaxInFlight = 1, CircuitBreakerThreshold = 1000 }, static _ => new EngineException(ErrorCode.Timeout, "Slow."), items: 20);

        Assert.InRange(Waits.Where(static wait => wait > 0).Distinct().Count(), 10, 20);
    }

    [Fact]
    public async Task No_wait_is_longer_than_a_minute()
    {
        await RunAsync(new ExecutionPolicy { MaxRetries = 5, BackoffFactor = 10 }, static _ => new EngineException(ErrorCode.Timeout, "Slow."));

        Assert.InRange(Waits.Last(), 59_999, 60_000);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7.5, 7_500)]
    [InlineData(3600, 60_000)]
    public async Task Providers_own_wish_comes_before_the_backoff_up_to_a_minute(double seconds, double waited)
    {
        await RunAsync(new ExecutionPolicy { MaxRetries = 1 }, _ => new EngineException(ErrorCode.RateLimit, "Slow down.") { RetryAfter = TimeSpan.FromSeconds(seconds) });

        Assert.Equal([waited], Waits);
    }

    [Theory]
    [InlineData("timeout", 4)]
    [InlineData("rate_limit", 4)]
    [InlineData("unavailable", 4)]
    [InlineData("engine_failed", 1)]
    [InlineData("content_filter", 1)]
    public async Task Retryable_codes_alone_are_tried_again(string code, int expected)
    {
        await RunAsync(new ExecutionPolicy(), _ => new EngineException(new ErrorCode(code), "No."));

        Assert.Equal(expected, calls.Count);
    }

    [Fact]
    public async Task Exception_without_a_code_is_not_tried_again_unless_the_project_says_so()
    {
        await RunAsync(new ExecutionPolicy { MaxRetries = 2, RetryableCodes = ["engine_failed"] }, static _ => new InvalidOperationException("Boom."));

        Assert.Equal(3, calls.Count);
    }

    [Fact]
    public async Task Engine_that_gives_up_by_itself_is_a_time_out()
    {
        var candidate = await RunAsync(new ExecutionPolicy { MaxRetries = 1 }, static _ => new TaskCanceledException("100 s went by."));

        Assert.Equal((2, ErrorCode.Timeout), (calls.Count, candidate.Failure));
    }

    [Fact]
    public async Task Project_without_retries_asks_once()
    {
        await RunAsync(new ExecutionPolicy { MaxRetries = 0 }, static _ => new EngineException(ErrorCode.Timeout, "Slow."));

        Assert.Single(calls);
    }

    [Fact]
    public async Task Every_attempt_asks_the_same()
    {
        await RunAsync(new ExecutionPolicy(), static _ => new EngineException(ErrorCode.Timeout, "Slow."));

        Assert.Equal(4, calls.Count);
        Assert.Single(calls.Select(static call => (call.Request.Seed, call.Request.SampleIndex, call.Request.Prompt.Text, call.Request.Item.Id)).Distinct());
    }

    [Fact]
    public async Task Every_failed_attempt_that_was_tried_again_is_an_event_with_number_code_words_and_duration()
    {
        var codes = new Queue<string>(["timeout", "rate_limit", "unavailable"]);

        await RunAsync(new ExecutionPolicy(), _ => codes.TryDequeue(out var code) ? new EngineException(new ErrorCode(code), $"It is {code}.") : null);

        await using var orchestrator = folder.Open();
        var storage = await orchestrator.GetStorageAsync(Token);
        var run = Assert.Single(await storage.Projections.ReadRunsAsync(Token));
        var events = await storage.Events.ReadRunAsync(run.Id, Token).Where(static one => one.Kind == EventKind.AttemptFailed).ToListAsync(Token);
        Assert.Equal(
            [(1, "timeout", "It is timeout."), (2, "rate_limit", "It is rate_limit."), (3, "unavailable", "It is unavailable.")],
            events.Select(static one => (one.Number!.Value, one.Code!.Value.Value, one.Text!)));
        Assert.All(events, static one => Assert.Equal(CallTime, one.Duration));
    }

    [Fact]
    public async Task Answer_after_retries_took_as_long_as_all_attempts_and_waits()
    {
        var failures = 2;

        var candidate = await RunAsync(new ExecutionPolicy(), _ => failures-- > 0 ? new EngineException(ErrorCode.Timeout, "Slow.") { RetryAfter = TimeSpan.FromSeconds(1) } : null);

        await using var orchestrator = folder.Open();
        var projections = (await orchestrator.GetStorageAsync(Token)).Projections;
        var details = await projections.ReadGenerationAsync((await projections.FindGenerationsAsync(candidate.Id.ToString(), 2, Token)).Single().Generation.Id, Token);
        Assert.Equal((ResultStatus.Completed, 3, TimeSpan.FromMilliseconds(2120)), (candidate.Status, details!.Attempts, details.Duration));
    }

    [Fact]
    public async Task Breaker_counts_trials_and_not_their_attempts()
    {
        var asked = new ConcurrentDictionary<string, int>();

        // Each trial fails twice before it is answered: ten equal failures in a row, and no trial that failed.
        var candidate = await RunAsync(
            new ExecutionPolicy { MaxInFlight = 1, CircuitBreakerThreshold = 2 },
            request => asked.AddOrUpdate(request.Item.Id, 1, static (_, count) => count + 1) < 3 ? new EngineException(ErrorCode.Timeout, "Slow.") : null,
            items: 5);

        Assert.Equal((15, ResultStatus.Completed), (calls.Count, candidate.Status));
    }

    /// <summary>Runs, and gives the first candidate. Each call takes <see cref="CallTime"/> of the clock.</summary>
    private async Task<CandidateResult> RunAsync(ExecutionPolicy policy, Func<EngineRequest, Exception?> failure, int items = 1)
    {
        var benchmark = new TestBenchmark
        {
            Items = items,
            Answer = (request, _) =>
            {
                time.Jumps = true;
                lock (calls)
                    calls.Add((time.Passed, request));
                time.Advance(CallTime);
                return failure(request) is { } exception ? throw exception : ValueTask.FromResult<Output>((2 * (int)request.Item.Value).ToString(System.Globalization.CultureInfo.InvariantCulture));
            },
        };
        var project = new ProjectSpec("test") { Execution = policy };
        await using var orchestrator = Orchestrator.FromProjectSpec(project, new OrchestratorOptions { ProjectDirectory = folder.Path, Time = time });
        var result = await orchestrator.RunBenchmarkAsync(benchmark.Build(), null, Token);
        return await result.CandidatesAsync(Token).FirstAsync(Token);
    }
}
