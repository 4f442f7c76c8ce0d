using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Sessions;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>Runs by a provider's batches give what direct runs give.</summary>
public sealed class BatchTests : IDisposable
{
    private readonly BatchedProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Run_by_batches_gives_what_a_direct_run_gives_and_either_uses_the_others_answers()
    {
        await using var stub = await project.StartAsync(new StubOptions());

        var batched = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run, store: "batched");
        var again = await project.Direct().RunAsync(BatchedProject.Echo(), AssayMode.Run, store: "batched");
        var direct = await project.Direct().RunAsync(BatchedProject.Echo(), AssayMode.Run, store: "direct");
        project.Spec = BatchedProject.ByBatch(maxItems: 7);
        var reused = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run, store: "direct");

        Assert.Equal([7, 7, 6], stub.Batches.Select(static batch => batch.Lines.Count));
        Assert.Equal((20, 0, 20, 0), (batched.Work.Generated, batched.Work.Failed, batched.Work.Scored, batched.Work.Missing));
        Assert.Equal((0, 20), (again.Work.Generated, again.Work.Reused));
        Assert.Equal(20, direct.Work.Generated);
        Assert.Equal((0, 20), (reused.Work.Generated, reused.Work.Reused));
        Assert.Equal(direct.Scores, batched.Scores);
        Assert.Equal(await project.TextsAsync("direct"), await project.TextsAsync("batched"));
        Assert.Equal(3, stub.Batches.Count);
    }

    [Fact]
    public async Task Line_asks_what_a_direct_call_asks_and_its_tokens_and_names_are_kept()
    {
        project.Spec = project.Spec with { Execution = new ExecutionPolicy { MaxRetries = 0 } };
        project.Files.Provider = static provider => provider with { Stream = false };
        await using var stub = await project.StartAsync(new StubOptions());

        await project.Files.RunAsync(BatchedProject.Echo(items: 1), AssayMode.Run, store: "batched");
        await project.Direct().RunAsync(BatchedProject.Echo(items: 1), AssayMode.Run, store: "direct");

        var line = Assert.Single(Assert.Single(stub.Batches).Lines);
        var sent = Assert.Single(stub.Requests, static request => request.Path == "/v1/chat/completions");
        Assert.Equal(sent.Body.GetRawText(), line.Body.GetRawText());
        Assert.Matches("^[0-9a-f]{32}$", line.Id);
        var (one, other) = (Assert.Single(await project.DetailsAsync("batched", 1)), Assert.Single(await project.DetailsAsync("direct", 1)));
        Assert.Equal((other.InputTokens, other.OutputTokens, other.FinishReason, other.ModelVersion), (one.InputTokens, one.OutputTokens, one.FinishReason, one.ModelVersion));
        Assert.NotNull(one.RequestId);
    }

    [Fact]
    public async Task Batches_hold_at_most_as_many_bytes_as_the_backend_says()
    {
        project.Spec = BatchedProject.ByBatch(maxItems: 1_000, maxBytes: 1_200);
        await using var stub = await project.StartAsync(new StubOptions());

        var found = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run);

        Assert.Equal((20, 0), (found.Work.Generated, found.Work.Failed));
        Assert.InRange(stub.Batches.Count, 3, 10);
        Assert.Equal(20, stub.Batches.SelectMany(static batch => batch.Lines).DistinctBy(static line => line.Id).Count());
    }

    [Fact]
    public async Task Request_that_no_batch_can_hold_fails_by_name_and_the_others_go_on()
    {
        project.Spec = BatchedProject.ByBatch(maxBytes: 1_000);
        await using var stub = await project.StartAsync(new StubOptions());
        var benchmark = BenchmarkDefinition.Simple("long", "{item.Text}", "stub/tiny-1", [new { Id = "a", Text = "short" }, new { Id = "b", Text = new string('x', 2_000) }]);

        var found = await project.Files.RunAsync(benchmark, AssayMode.Run);

        Assert.Equal((2, 1), (found.Work.Generated, found.Work.Failed));
        Assert.Contains("raise the backend's max_bytes", Assert.Single(found.Work.Unanswered, static one => one.Contains("bad_request", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slices_that_run_at_once_share_what_they_both_ask()
    {
        await using var stub = await project.StartAsync(new StubOptions());
        var simple = BatchedProject.Echo();
        var benchmark = new BenchmarkDefinition
        {
            Spec = simple.Spec with { Slices = [simple.Spec.Slices[0] with { Id = "a" }, simple.Spec.Slices[0] with { Id = "b" }] },
            Plugins = simple.Plugins,
            Datasets = new Dictionary<string, IDatasetSource> { ["a"] = simple.Datasets["all"], ["b"] = simple.Datasets["all"] },
            Name = simple.Name,
        };
        await using var orchestrator = project.Files.Open();

        var runs = await Task.WhenAll(orchestrator.RunSliceAsync(benchmark, "a", null, Asked.Token), orchestrator.RunSliceAsync(benchmark, "b", null, Asked.Token));

        Assert.All(runs, static run => Assert.Equal((20, 0, 0), (run.Run.Candidates, run.Run.Failed, run.Run.Missing)));
        Assert.All(runs, static run => Assert.Equal(20, run.Result.Scores.Count));
        Assert.Equal(20, stub.Batches.Sum(static batch => batch.Lines.Count));
        Assert.DoesNotContain(stub.Requests, static request => request.Path == "/v1/chat/completions");
    }

    [Fact]
    public async Task Budget_is_reserved_before_a_batch_is_submitted_and_the_next_run_goes_on()
    {
        project.Spec = BatchedProject.ByBatch(maxItems: 1_000) with { Prices = [new PriceSpec("tiny-1") { OutputPerMillion = 100 }] };
        await using var stub = await project.StartAsync(new StubOptions { Answer = static _ => new StubAnswer(string.Join(' ', Enumerable.Repeat("word", 50))) });
        var budget = new RunBudget { Cost = 8 * 50 * 100m / 1_000_000m };

        var first = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run, store: "one", budget: budget);
        Assert.Equal(ErrorCode.BudgetExhausted, first.Work.Stopped?.Code);
        Assert.Equal((8, 8, 12, 0), (first.Work.Generated, first.Work.Scored, first.Work.Missing, first.Work.Failed));
        await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run, store: "one", budget: budget);
        var last = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run, store: "one", budget: budget);

        Assert.Null(last.Work.Stopped);
        Assert.Equal([8, 8, 4], stub.Batches.Select(static batch => batch.Lines.Count));
    }

    [Fact]
    public async Task What_no_batch_can_take_is_asked_directly()
    {
        await using var stub = await project.StartAsync(new StubOptions());

        var found = await project.Files.RunAsync(BatchedProject.WithTool(BatchedProject.Echo(items: 3)), AssayMode.Run);

        Assert.Equal((3, 0, 0), (found.Work.Generated, found.Work.Failed, stub.Batches.Count));
    }

    [Fact]
    public async Task Run_that_may_not_spend_submits_nothing()
    {
        await using var stub = await project.StartAsync(new StubOptions());

        var found = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Auto);

        Assert.Equal((20, 0), (found.Work.Missing, stub.Requests.Count));
    }

    [Fact]
    public async Task Submitted_run_returns_at_once_and_resuming_it_gives_the_results()
    {
        await using var stub = await project.StartAsync(new StubOptions { BatchLooks = 2 });
        await using var orchestrator = project.Files.Open(store: "one");

        var handle = await orchestrator.SubmitAsync(BatchedProject.Echo(), cancellationToken: Asked.Token);
        Assert.Equal((RunStatus.Pending, 3), (handle.Status, stub.Batches.Count));
        var id = handle.RunId.ToString();
        Assert.Null((await orchestrator.ResumeAsync(id, BatchedProject.Echo(), cancellationToken: Asked.Token)).Result);
        await orchestrator.ResumeAsync(id, BatchedProject.Echo(), cancellationToken: Asked.Token);
        var (last, result) = await orchestrator.ResumeAsync(id, BatchedProject.Echo(), cancellationToken: Asked.Token);

        Assert.Equal((RunStatus.Completed, 20), (last.Status, result!.Work!.Candidates));
        Assert.Equal(20, stub.Batches.Sum(static batch => batch.Lines.Count));
    }

    [Fact]
    public async Task Project_file_has_tests_run_by_batches()
    {
        await using var stub = await project.StartAsync(new StubOptions());
        await File.WriteAllTextAsync(
            Path.Combine(project.Files.Path, "assay.toml"),
            $"name = \"demo\"\n[backend]\nkind = \"batch\"\nprovider = \"stub\"\npoll_seconds = 0.01\nmax_items = 7\n[provider.stub]\nkind = \"openai_compatible\"\nbase_url = \"{stub.BaseUrl}\"\n",
            Asked.Token);
        await using var session = AssaySession.Open(new Catalog(BatchedProject.Echo()), new SessionSettings { ProjectDirectory = project.Files.Path, Mode = AssayMode.Run, Accept = true });

        var outcome = await session.VerifyAsync("echo", "all", null, Asked.Token);

        Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
        Assert.Equal([7, 7, 6], stub.Batches.Select(static batch => batch.Lines.Count));
        Assert.DoesNotContain(stub.Requests, static request => request.Path == "/v1/chat/completions");
    }

    [Fact]
    public async Task Provider_without_batches_is_refused_with_the_mend()
    {
        var registry = PluginRegistry.WithBuiltIns().Add(new FunctionEngine("stub", "1", EngineInput.Prompt, true, static (_, _) => ValueTask.FromResult<Output>("")));

        var failure = await Assert.ThrowsAsync<AssayException>(() => project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run, plugins: registry));

        Assert.Equal(ErrorCode.OptionInvalid, failure.Code);
        Assert.Contains("set the backend's kind to 'local'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batches_answer_what_is_recorded_and_replayed()
    {
        await using var stub = await project.StartAsync(new StubOptions());
        var batched = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Run, records: true);

        project.Files.Address = null;
        var replayed = await project.Files.RunAsync(BatchedProject.Echo(), AssayMode.Replay);

        Assert.Equal(batched.Scores, replayed.Scores);
        Assert.Equal((0, 0), (replayed.Work.Failed, replayed.Work.Missing));
    }

    private sealed class Catalog(BenchmarkDefinition benchmark) : IBenchmarkCatalog
    {
        public IReadOnlyList<BenchmarkDefinition> Benchmarks => [benchmark];
    }
}
