using Assay.BatchProcess;
using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Sessions;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>Runs by a provider's batches give what direct runs give, and whatever goes wrong, nothing is lost and nothing asked twice.</summary>
public sealed class BatchTests : IDisposable
{
    private readonly Project project = new() { Spec = ByBatch(maxItems: 7) };

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Run_by_batches_gives_what_a_direct_run_gives_and_either_uses_the_others_answers()
    {
        await using var stub = await StartAsync(new StubOptions());

        var batched = await project.RunAsync(Echo(), AssayMode.Run, store: "batched");
        var again = await Direct().RunAsync(Echo(), AssayMode.Run, store: "batched");
        var direct = await Direct().RunAsync(Echo(), AssayMode.Run, store: "direct");
        project.Spec = ByBatch(maxItems: 7);
        var reused = await project.RunAsync(Echo(), AssayMode.Run, store: "direct");

        Assert.Equal([7, 7, 6], stub.Batches.Select(static batch => batch.Lines.Count));
        Assert.Equal((20, 0, 20, 0), (batched.Work.Generated, batched.Work.Failed, batched.Work.Scored, batched.Work.Missing));
        Assert.Equal((0, 20), (again.Work.Generated, again.Work.Reused));
        Assert.Equal(20, direct.Work.Generated);
        Assert.Equal((0, 20), (reused.Work.Generated, reused.Work.Reused));
        Assert.Equal(direct.Scores, batched.Scores);
        Assert.Equal(await TextsAsync("direct"), await TextsAsync("batched"));
        Assert.Equal(3, stub.Batches.Count);
    }

    [Fact]
    public async Task Line_asks_what_a_direct_call_asks_and_its_tokens_and_names_are_kept()
    {
        project.Spec = project.Spec with { Execution = new ExecutionPolicy { MaxRetries = 0 } };
        project.Provider = static provider => provider with { Stream = false };
        await using var stub = await StartAsync(new StubOptions());

        await project.RunAsync(Echo(items: 1), AssayMode.Run, store: "batched");
        await Direct().RunAsync(Echo(items: 1), AssayMode.Run, store: "direct");

        var line = Assert.Single(Assert.Single(stub.Batches).Lines);
        var sent = Assert.Single(stub.Requests, static request => request.Path == "/v1/chat/completions");
        Assert.Equal(sent.Body.GetRawText(), line.Body.GetRawText());
        Assert.Matches("^[0-9a-f]{32}$", line.Id);
        var (one, other) = (Assert.Single(await DetailsAsync("batched", 1)), Assert.Single(await DetailsAsync("direct", 1)));
        Assert.Equal((other.InputTokens, other.OutputTokens, other.FinishReason, other.ModelVersion), (one.InputTokens, one.OutputTokens, one.FinishReason, one.ModelVersion));
        Assert.NotNull(one.RequestId);
    }

    [Fact]
    public async Task Batches_hold_at_most_as_many_bytes_as_the_backend_says()
    {
        project.Spec = ByBatch(maxItems: 1_000, maxBytes: 1_200);
        await using var stub = await StartAsync(new StubOptions());

        var found = await project.RunAsync(Echo(), AssayMode.Run);

        Assert.Equal((20, 0), (found.Work.Generated, found.Work.Failed));
        Assert.InRange(stub.Batches.Count, 3, 10);
        Assert.Equal(20, stub.Batches.SelectMany(static batch => batch.Lines).DistinctBy(static line => line.Id).Count());
    }

    [Fact]
    public async Task Request_that_no_batch_can_hold_fails_by_name_and_the_others_go_on()
    {
        project.Spec = ByBatch(maxBytes: 1_000);
        await using var stub = await StartAsync(new StubOptions());
        var benchmark = BenchmarkDefinition.Simple("long", "{item.Text}", "stub/tiny-1", [new { Id = "a", Text = "short" }, new { Id = "b", Text = new string('x', 2_000) }]);

        var found = await project.RunAsync(benchmark, AssayMode.Run);

        Assert.Equal((2, 1), (found.Work.Generated, found.Work.Failed));
        Assert.Contains("raise the backend's max_bytes", Assert.Single(found.Work.Unanswered, static one => one.Contains("bad_request", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_that_fail_are_asked_again_where_that_may_help_and_recorded_with_their_code_where_not()
    {
        project.Spec = project.Spec with { Backend = new BatchBackendSpec("stub") { PollSeconds = 0.01, MaxItems = 1_000 } };
        var asked = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var stub = await StartAsync(new StubOptions
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

        var found = await project.RunAsync(Echo(), AssayMode.Run, store: "one");

        Assert.Equal((20, 5), (found.Work.Generated, found.Work.Failed));
        Assert.Equal(
            ["e02 context_length", "e03 content_filter", "e04 malformed_response", "e05 malformed_response", "e06 unavailable"],
            (await CandidatesAsync("one")).Where(static one => one.Failure is not null).Select(static one => $"{one.ItemId} {one.Failure}"));
        Assert.Equal((2, 3, 1, 6), (asked["e00"], asked["e01"], asked["e04"], asked["e06"]));
        var details = await DetailsAsync("one", 20);
        Assert.Equal([2, 3, 1], details.Take(3).Select(static one => one.Attempts));
        Assert.Equal([ErrorCode.RateLimit, ErrorCode.RateLimit], details[1].FailedAttempts.Select(static attempt => attempt.Code));

        project.Spec = project.Spec with { Execution = project.Spec.Execution with { RetryableCodes = [] } };
        await project.RunAsync(Echo(), AssayMode.Run, store: "one");
        Assert.Equal(["e02", "e03", "e04", "e05", "e06"], stub.Batches[^1].Lines.Select(static line => line.Body.GetProperty("messages")[0].GetProperty("content").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_an_expired_batch_did_not_come_to_is_asked_again_and_what_it_answered_is_not()
    {
        await using var stub = await StartAsync(new StubOptions { BatchFate = static batch => batch.Id == "batch_1" ? "expired" : "completed", BatchAnswered = 3 });

        var found = await project.RunAsync(Echo(), AssayMode.Run);

        Assert.Equal((20, 0), (found.Work.Generated, found.Work.Failed));
        Assert.Equal([7, 7, 6, 4], stub.Batches.Select(static batch => batch.Lines.Count));
        Assert.Equal(stub.Batches[0].Lines.Skip(3).Select(static line => line.Id), stub.Batches[3].Lines.Select(static line => line.Id));
    }

    [Fact]
    public async Task What_a_cancelled_batch_did_not_come_to_is_recorded_and_left_to_the_next_run()
    {
        await using var stub = await StartAsync(new StubOptions { BatchFate = static batch => batch.Id == "batch_1" ? "cancelled" : "completed", BatchAnswered = 3 });

        var found = await project.RunAsync(Echo(), AssayMode.Run, store: "one");
        var next = await project.RunAsync(Echo(), AssayMode.Run, store: "one");

        Assert.Equal((20, 4, 3), (found.Work.Generated, found.Work.Failed, found.Work.Unanswered.Count(static one => one.Contains("batch_cancelled", StringComparison.Ordinal)) - 1));
        Assert.Equal((4, 0), (next.Work.Generated, next.Work.Failed));
        Assert.Equal(4, stub.Batches.Count);
    }

    [Theory]
    [InlineData("invalid_file", "bad_request", 1)]
    [InlineData("token_limit_exceeded", "rate_limit", 3)]
    public async Task Batch_that_is_refused_when_it_is_read_fails_with_the_reason(string error, string code, int submitted)
    {
        project.Spec = ByBatch() with { Execution = new ExecutionPolicy { MaxRetries = 2 } };
        await using var stub = await StartAsync(new StubOptions { BatchFate = static _ => "failed", BatchError = error });

        var found = await project.RunAsync(Echo(), AssayMode.Run, store: "one");

        Assert.Equal((20, submitted), (found.Work.Failed, stub.Batches.Count));
        Assert.Equal([code], (await CandidatesAsync("one")).Select(static one => one.Failure!.Value.Value).Distinct());
        Assert.Contains(error, found.Work.Unanswered[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provider_that_is_busy_when_a_batch_is_submitted_is_asked_again()
    {
        await using var stub = await StartAsync(new StubOptions { Fault = static request => request is { Method: "POST", Batch: null } && request.Number % 2 == 1 ? StubFault.RateLimited(0) : null });

        var found = await project.RunAsync(Echo(), AssayMode.Run);

        Assert.Equal((20, 0, 3), (found.Work.Generated, found.Work.Failed, stub.Batches.Count));
    }

    [Fact]
    public async Task Answer_that_is_lost_when_a_batch_was_taken_does_not_submit_it_again()
    {
        var isLost = false;
        await using var stub = await StartAsync(new StubOptions
        {
            Fault = request => request is { Method: "POST", Path: "/v1/batches" } && !isLost ? (isLost = true, new StubFault(StubFaultKind.ResetMidway)).Item2 : null,
        });

        var found = await project.RunAsync(Echo(), AssayMode.Run);

        Assert.Equal((20, 0), (found.Work.Generated, found.Work.Failed));
        Assert.Equal(20, stub.Batches.Sum(static batch => batch.Lines.Count));
        Assert.Empty(Remembered());
    }

    [Fact]
    public async Task Run_whose_batches_are_refused_stops_with_the_reason_and_keeps_nothing_of_them()
    {
        await using var stub = await StartAsync(new StubOptions { ApiKey = "right" });

        var found = await project.RunAsync(Echo(), AssayMode.Run);

        Assert.Equal(ErrorCode.Auth, found.Work.Stopped?.Code);
        Assert.Contains("A batch of 7 requests was not taken by the provider 'stub'", found.Work.Stopped!.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (found.Work.Generated, found.Work.Failed));
        Assert.Empty(Remembered());
    }

    [Fact]
    public async Task Run_that_cannot_reach_the_provider_while_it_waits_leaves_the_batches_to_the_next_one()
    {
        project.Spec = project.Spec with { Execution = new ExecutionPolicy { MaxRetries = 1 } };
        var isDown = true;
        await using var stub = await StartAsync(new StubOptions { Fault = request => isDown && request.Method == "GET" ? StubFault.Of(503) : null });

        var first = await project.RunAsync(Echo(), AssayMode.Run, store: "one");
        Assert.Equal((ErrorCode.Unavailable, 3), (first.Work.Stopped!.Code, Remembered("one").Length));
        isDown = false;
        var second = await project.RunAsync(Echo(), AssayMode.Run, store: "one");

        Assert.Equal((20, 0, 3), (second.Work.Generated, second.Work.Failed, stub.Batches.Count));
        Assert.Empty(Remembered("one"));
    }

    [Fact]
    public async Task Run_that_is_cancelled_while_it_waits_is_taken_up_by_the_next_one()
    {
        using var stop = new CancellationTokenSource();
        var isFirst = true;
        await using var stub = await StartAsync(new StubOptions
        {
            BatchLooks = 3,
            Received = request =>
            {
                if (isFirst && request.Method == "GET")
                    stop.Cancel();
            },
        });
        await using (var orchestrator = project.Open(store: "one"))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orchestrator.RunBenchmarkAsync(Echo(), cancellationToken: stop.Token));

        isFirst = false;
        var found = await project.RunAsync(Echo(), AssayMode.Run, store: "one");

        Assert.Equal((20, 0, 3), (found.Work.Generated, found.Work.Failed, stub.Batches.Count));
    }

    [Fact]
    public async Task Slices_that_run_at_once_share_what_they_both_ask()
    {
        await using var stub = await StartAsync(new StubOptions());
        var simple = Echo();
        var benchmark = new BenchmarkDefinition
        {
            Spec = simple.Spec with { Slices = [simple.Spec.Slices[0] with { Id = "a" }, simple.Spec.Slices[0] with { Id = "b" }] },
            Plugins = simple.Plugins,
            Datasets = new Dictionary<string, IDatasetSource> { ["a"] = simple.Datasets["all"], ["b"] = simple.Datasets["all"] },
            Name = simple.Name,
        };
        await using var orchestrator = project.Open();

        var runs = await Task.WhenAll(orchestrator.RunSliceAsync(benchmark, "a", null, Asked.Token), orchestrator.RunSliceAsync(benchmark, "b", null, Asked.Token));

        Assert.All(runs, static run => Assert.Equal((20, 0, 0), (run.Run.Candidates, run.Run.Failed, run.Run.Missing)));
        Assert.All(runs, static run => Assert.Equal(20, run.Result.Scores.Count));
        Assert.Equal(20, stub.Batches.Sum(static batch => batch.Lines.Count));
        Assert.DoesNotContain(stub.Requests, static request => request.Path == "/v1/chat/completions");
    }

    [Fact]
    public async Task Budget_is_reserved_before_a_batch_is_submitted_and_the_next_run_goes_on()
    {
        project.Spec = ByBatch(maxItems: 1_000) with { Prices = [new PriceSpec("tiny-1") { OutputPerMillion = 100 }] };
        await using var stub = await StartAsync(new StubOptions { Answer = static _ => new StubAnswer(string.Join(' ', Enumerable.Repeat("word", 50))) });
        var budget = new RunBudget { Cost = 8 * 50 * 100m / 1_000_000m };

        var first = await project.RunAsync(Echo(), AssayMode.Run, store: "one", budget: budget);
        Assert.Equal(ErrorCode.BudgetExhausted, first.Work.Stopped?.Code);
        Assert.Equal((8, 8, 12, 0), (first.Work.Generated, first.Work.Scored, first.Work.Missing, first.Work.Failed));
        await project.RunAsync(Echo(), AssayMode.Run, store: "one", budget: budget);
        var last = await project.RunAsync(Echo(), AssayMode.Run, store: "one", budget: budget);

        Assert.Null(last.Work.Stopped);
        Assert.Equal([8, 8, 4], stub.Batches.Select(static batch => batch.Lines.Count));
    }

    [Fact]
    public async Task What_no_batch_can_take_is_asked_directly()
    {
        await using var stub = await StartAsync(new StubOptions());
        var simple = Echo(items: 3);
        var benchmark = new BenchmarkDefinition
        {
            Spec = simple.Spec with { Slices = [simple.Spec.Slices[0] with { Tools = ["again"] }] },
            Plugins = simple.Plugins.Add(new ToolSpec("again", "Asks again."), new FunctionToolHandler("again", "1", static (_, _, _) => ValueTask.FromResult("no"))),
            Datasets = simple.Datasets,
            Name = simple.Name,
        };

        var found = await project.RunAsync(benchmark, AssayMode.Run);

        Assert.Equal((3, 0, 0), (found.Work.Generated, found.Work.Failed, stub.Batches.Count));
    }

    [Fact]
    public async Task Run_that_may_not_spend_submits_nothing()
    {
        await using var stub = await StartAsync(new StubOptions());

        var found = await project.RunAsync(Echo(), AssayMode.Auto);

        Assert.Equal((20, 0), (found.Work.Missing, stub.Requests.Count));
    }

    [Fact]
    public async Task Submitted_run_returns_at_once_and_resuming_it_gives_the_results()
    {
        await using var stub = await StartAsync(new StubOptions { BatchLooks = 2 });
        await using var orchestrator = project.Open(store: "one");

        var handle = await orchestrator.SubmitAsync(Echo(), cancellationToken: Asked.Token);
        Assert.Equal((RunStatus.Pending, 3), (handle.Status, stub.Batches.Count));
        var id = handle.RunId.ToString();
        Assert.Null((await orchestrator.ResumeAsync(id, Echo(), cancellationToken: Asked.Token)).Result);
        await orchestrator.ResumeAsync(id, Echo(), cancellationToken: Asked.Token);
        var (last, result) = await orchestrator.ResumeAsync(id, Echo(), cancellationToken: Asked.Token);

        Assert.Equal((RunStatus.Completed, 20), (last.Status, result!.Work!.Candidates));
        Assert.Equal(20, stub.Batches.Sum(static batch => batch.Lines.Count));
    }

    [Fact]
    public async Task Project_file_has_tests_run_by_batches()
    {
        await using var stub = await StartAsync(new StubOptions());
        await File.WriteAllTextAsync(
            Path.Combine(project.Path, "assay.toml"),
            $"name = \"demo\"\n[backend]\nkind = \"batch\"\nprovider = \"stub\"\npoll_seconds = 0.01\nmax_items = 7\n[provider.stub]\nkind = \"openai_compatible\"\nbase_url = \"{stub.BaseUrl}\"\n",
            Asked.Token);
        await using var session = AssaySession.Open(new Catalog(Echo()), new SessionSettings { ProjectDirectory = project.Path, Mode = AssayMode.Run, Accept = true });

        var outcome = await session.VerifyAsync("echo", "all", null, Asked.Token);

        Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
        Assert.Equal([7, 7, 6], stub.Batches.Select(static batch => batch.Lines.Count));
        Assert.DoesNotContain(stub.Requests, static request => request.Path == "/v1/chat/completions");
    }

    [Fact]
    public async Task Provider_without_batches_is_refused_with_the_mend()
    {
        var registry = PluginRegistry.WithBuiltIns().Add(new FunctionEngine("stub", "1", EngineInput.Prompt, true, static (_, _) => ValueTask.FromResult<Output>("")));

        var failure = await Assert.ThrowsAsync<AssayException>(() => project.RunAsync(Echo(), AssayMode.Run, plugins: registry));

        Assert.Equal(ErrorCode.OptionInvalid, failure.Code);
        Assert.Contains("set the backend's kind to 'local'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batches_answer_what_is_recorded_and_replayed()
    {
        await using var stub = await StartAsync(new StubOptions());
        var batched = await project.RunAsync(Echo(), AssayMode.Run, records: true);

        project.Address = null;
        var replayed = await project.RunAsync(Echo(), AssayMode.Replay);

        Assert.Equal(batched.Scores, replayed.Scores);
        Assert.Equal((0, 0), (replayed.Work.Failed, replayed.Work.Missing));
    }

    private sealed class Catalog(BenchmarkDefinition benchmark) : IBenchmarkCatalog
    {
        public IReadOnlyList<BenchmarkDefinition> Benchmarks => [benchmark];
    }

    private static BenchmarkDefinition Echo(int items = 20) => BatchedEcho.Benchmark(items);

    private static ProjectSpec ByBatch(int maxItems = 100, long maxBytes = 100_000) => new("demo")
    {
        Execution = new ExecutionPolicy { MaxRetries = 5 },
        Backend = new BatchBackendSpec("stub") { PollSeconds = 0.01, MaxItems = maxItems, MaxBytes = maxBytes },
    };

    private Project Direct()
    {
        project.Spec = project.Spec with { Backend = new LocalBackendSpec() };
        return project;
    }

    private async Task<StubServer> StartAsync(StubOptions options)
    {
        var stub = await StubServer.StartAsync(options, Asked.Token);
        project.Address = stub.BaseUrl;
        return stub;
    }

    /// <summary>The batches that are remembered.</summary>
    private string[] Remembered(string? store = null)
    {
        var folder = Path.Combine(project.Path, store ?? "store0", "batches");
        return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
    }

    private async Task<List<Results.CandidateResult>> CandidatesAsync(string store, int items = 20)
    {
        await using var orchestrator = project.Open(store: store);
        return await (await orchestrator.GetResultAsync(Echo(items), Asked.Token)).CandidatesAsync(Asked.Token).ToListAsync(Asked.Token);
    }

    private async Task<string?[]> TextsAsync(string store)
    {
        await using var orchestrator = project.Open(store: store);
        var result = await orchestrator.GetResultAsync(Echo(), Asked.Token);
        var texts = new List<string?>();
        await foreach (var candidate in result.CandidatesAsync(Asked.Token))
            texts.Add((await candidate.OutputAsync(Asked.Token))?.Text);
        return [.. texts];
    }

    private async Task<List<Storage.GenerationDetails>> DetailsAsync(string store, int items)
    {
        await using var orchestrator = project.Open(store: store);
        var result = await orchestrator.GetResultAsync(Echo(items), Asked.Token);
        var details = new List<Storage.GenerationDetails>();
        await foreach (var candidate in result.CandidatesAsync(Asked.Token))
            details.Add((await result.TimelineAsync(candidate, Asked.Token)).Generation!);
        return details;
    }
}
