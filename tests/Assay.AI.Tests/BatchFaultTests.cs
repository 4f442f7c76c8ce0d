using Assay.Errors;
using Assay.Sessions;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>Whatever goes wrong with a provider's batches, nothing is lost and nothing asked twice.</summary>
public sealed class BatchFaultTests : IDisposable
{
    private readonly BatchedProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Lines_that_fail_are_asked_again_where_that_may_help_and_recorded_with_their_code_where_not()
    {
        project.Spec = project.Spec with { Backend = new BatchBackendSpec("stub") { PollSeconds = 0.01, MaxItems = 1_000 } };
        var asked = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var stub = await project.StartAsync(new StubOptions
        {
            Fault = request => request.Batch is null ? null : (request.LastText, asked[request.LastText] = asked.GetValueOrDefault(request.LastText) + 1) switch
            {
                ("e00", 1) => StubFault.Of(503),
                ("e01", <= 2) => StubFault.RateLimited(),
                ("e02", _) => StubFault.Of(400, "context_length_exceeded", "This model's maximum context length is 10 tokens."),
                ("e03", _) => StubFault.Of(400, "content_filter"),
                ("e04", _) => new StubFault(StubFaultKind.MalformedJson),
                ("e05", _) => new StubFault(StubFaultKind.Silence),
                ("e06", _) => StubFault.Of(500),
                _ => null,
            },
        });

        var found = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run, store: "one");

        Assert.Equal((20, 5), (found.Work.Generated, found.Work.Failed));
        Assert.Equal(
            ["e02 context_length", "e03 content_filter", "e04 malformed_response", "e05 malformed_response", "e06 unavailable"],
            (await project.CandidatesAsync("one")).Where(static one => one.Failure is not null).Select(static one => $"{one.ItemId} {one.Failure}"));
        Assert.Equal((2, 3, 1, 6), (asked["e00"], asked["e01"], asked["e04"], asked["e06"]));
        var details = await project.DetailsAsync("one", 20);
        Assert.Equal([2, 3, 1], details.Take(3).Select(static one => one.Attempts));
        Assert.Equal([ErrorCode.RateLimit, ErrorCode.RateLimit], details[1].FailedAttempts.Select(static attempt => attempt.Code));

        project.Spec = project.Spec with { Execution = project.Spec.Execution with { RetryableCodes = [] } };
        await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run, store: "one");
        Assert.Equal(["e02", "e03", "e04", "e05", "e06"], stub.Batches[^1].Lines.Select(static line => line.Body.GetProperty("messages")[0].GetProperty("content").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_an_expired_batch_did_not_come_to_is_asked_again_and_what_it_answered_is_not()
    {
        await using var stub = await project.StartAsync(new StubOptions { BatchFate = static batch => batch.Id == "batch_1" ? "expired" : "completed", BatchAnswered = 3 });

        var found = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run);

        Assert.Equal((20, 0), (found.Work.Generated, found.Work.Failed));
        Assert.Equal([7, 7, 6, 4], stub.Batches.Select(static batch => batch.Lines.Count));
        Assert.Equal(stub.Batches[0].Lines.Skip(3).Select(static line => line.Id), stub.Batches[3].Lines.Select(static line => line.Id));
    }

    [Fact]
    public async Task What_a_cancelled_batch_did_not_come_to_is_recorded_and_left_to_the_next_run()
    {
        await using var stub = await project.StartAsync(new StubOptions { BatchFate = static batch => batch.Id == "batch_1" ? "cancelled" : "completed", BatchAnswered = 3 });

        var found = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run, store: "one");
        var next = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run, store: "one");

        Assert.Equal((20, 4, 3), (found.Work.Generated, found.Work.Failed, found.Work.Unanswered.Count(static one => one.Contains("batch_cancelled", StringComparison.Ordinal)) - 1));
        Assert.Equal((4, 0), (next.Work.Generated, next.Work.Failed));
        Assert.Equal(4, stub.Batches.Count);
    }

    [Theory]
    [InlineData("invalid_file", "bad_request", 1)]
    [InlineData("token_limit_exceeded", "rate_limit", 3)]
    public async Task Batch_that_is_refused_when_it_is_read_fails_with_the_reason(string error, string code, int submitted)
    {
        project.Spec = BatchedProject.ByBatch() with { Execution = new ExecutionPolicy { MaxRetries = 2 } };
        await using var stub = await project.StartAsync(new StubOptions { BatchFate = static _ => "failed", BatchError = error });

        var found = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run, store: "one");

        Assert.Equal((20, submitted), (found.Work.Failed, stub.Batches.Count));
        Assert.Equal([code], (await project.CandidatesAsync("one")).Select(static one => one.Failure!.Value.Value).Distinct());
        Assert.Contains(error, found.Work.Unanswered[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provider_that_is_busy_when_a_batch_is_submitted_is_asked_again()
    {
        await using var stub = await project.StartAsync(new StubOptions { Fault = static request => request is { Method: "POST", Batch: null } && request.Number % 2 == 1 ? StubFault.RateLimited(0) : null });

        var found = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run);

        Assert.Equal((20, 0, 3), (found.Work.Generated, found.Work.Failed, stub.Batches.Count));
    }

    [Fact]
    public async Task Answer_that_is_lost_when_a_batch_was_taken_does_not_submit_it_again()
    {
        var isLost = false;
        await using var stub = await project.StartAsync(new StubOptions
        {
            Fault = request => request is { Method: "POST", Path: "/v1/batches" } && !isLost ? (isLost = true, new StubFault(StubFaultKind.ResetMidway)).Item2 : null,
        });

        var found = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run);

        Assert.Equal((20, 0), (found.Work.Generated, found.Work.Failed));
        Assert.Equal(20, stub.Batches.Sum(static batch => batch.Lines.Count));
        Assert.Empty(project.Remembered());
    }

    [Fact]
    public async Task Run_whose_batches_are_refused_stops_with_the_reason_and_keeps_nothing_of_them()
    {
        await using var stub = await project.StartAsync(new StubOptions { ApiKey = "right" });

        var found = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run);

        Assert.Equal(ErrorCode.Auth, found.Work.Stopped?.Code);
        Assert.Contains("A batch of 7 requests was not taken by the provider 'stub'", found.Work.Stopped!.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (found.Work.Generated, found.Work.Failed));
        Assert.Empty(project.Remembered());
    }

    [Fact]
    public async Task Run_that_cannot_reach_the_provider_while_it_waits_leaves_the_batches_to_the_next_one()
    {
        project.Spec = project.Spec with { Execution = new ExecutionPolicy { MaxRetries = 1 } };
        var isDown = true;
        await using var stub = await project.StartAsync(new StubOptions { Fault = request => isDown && request.Method == "GET" ? StubFault.Of(503) : null });

        var first = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run, store: "one");
        Assert.Equal((ErrorCode.Unavailable, 3), (first.Work.Stopped!.Code, project.Remembered("one").Length));
        isDown = false;
        var second = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run, store: "one");

        Assert.Equal((20, 0, 3), (second.Work.Generated, second.Work.Failed, stub.Batches.Count));
        Assert.Empty(project.Remembered("one"));
    }

    [Fact]
    public async Task Run_that_is_cancelled_while_it_waits_is_taken_up_by_the_next_one()
    {
        using var stop = new CancellationTokenSource();
        var isFirst = true;
        await using var stub = await project.StartAsync(new StubOptions
        {
            BatchLooks = 3,
            Received = request =>
            {
                if (isFirst && request.Method == "GET")
                    stop.Cancel();
            },
        });
        await using (var orchestrator = project.Files.Open(store: "one"))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orchestrator.RunBenchmarkAsync(BatchedProject.Echo(), cancellationToken: stop.Token));

        isFirst = false;
        var found = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run, store: "one");

        Assert.Equal((20, 0, 3), (found.Work.Generated, found.Work.Failed, stub.Batches.Count));
    }
}
