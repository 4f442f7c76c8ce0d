using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Sessions;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>A run spends what it may, stops within what is under way, and the next one goes on.</summary>
public sealed class BudgetTests : IDisposable
{
    private const int Items = 60;

    /// <summary>What the stub charges for each token of an answer, and the longest answer: 100 of money a token, 50 tokens.</summary>
    private const decimal CallAtMost = 50 * 100m / 1_000_000m;

    private readonly Project project = new() { Spec = new ProjectSpec("demo") { Prices = [new PriceSpec("tiny-1") { OutputPerMillion = 100 }] } };

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Money_is_never_overspent_though_many_calls_are_under_way_and_the_next_run_goes_on()
    {
        await using var stub = await StartAsync(new StubOptions { Answer = static _ => new StubAnswer(string.Join(' ', Enumerable.Repeat("word", 30))), Latency = TimeSpan.FromMilliseconds(20) });
        var budget = new RunBudget { Cost = 10 * CallAtMost };

        var first = await project.RunAsync(Echo(), AssayMode.Run, store: "one", budget: budget);

        Assert.Equal(ErrorCode.BudgetExhausted, first.Work.Stopped?.Code);
        Assert.Equal(stub.Answered, first.Work.Generated);
        Assert.InRange(stub.MostAtOnce, 1, 10);
        Assert.InRange(await CostAsync("one"), 9 * CallAtMost, 10 * CallAtMost);
        Assert.Equal(0, first.Work.Failed);

        var runs = 1;
        Project.Found last;
        do
        {
            last = await project.RunAsync(Echo(), AssayMode.Run, store: "one", budget: budget);
            runs++;
        }
        while (last.Work.Stopped is not null && runs < 20);
        Assert.Null(last.Work.Stopped);
        Assert.Equal(Items, stub.Answered);
        Assert.InRange(runs, 4, 7);
    }

    [Fact]
    public async Task Tokens_are_bounded_with_retries_and_lost_answers_counted()
    {
        project.Spec = project.Spec with { Prices = [], Execution = new ExecutionPolicy { MaxRetries = 5, RetryableCodes = ["malformed_response", "rate_limit"] } };
        await using var stub = await StartAsync(new StubOptions
        {
            Answer = static _ => new StubAnswer("two words"),
            Fault = static request => (request.Number % 4) switch { 0 => new StubFault(StubFaultKind.MalformedJson), 1 => StubFault.RateLimited(0), _ => null },
        });

        var found = await project.RunAsync(Echo(), AssayMode.Run, budget: new RunBudget { Tokens = 1_500 });

        Assert.Equal(ErrorCode.BudgetExhausted, found.Work.Stopped?.Code);
        Assert.Contains("Stopped by the budget of 1,500 tokens", found.Work.Stopped!.Message, StringComparison.Ordinal);

        // Each answer that was lost counts as what it might have been: some sixty tokens.
        var lost = stub.Requests.Count(static request => request.Number % 4 == 0);
        Assert.InRange(lost, 1, 24);
        Assert.True(found.Work.Generated < Items);
    }

    [Fact]
    public async Task Time_ends_a_run_while_calls_that_are_under_way_end()
    {
        await using var stub = await StartAsync(new StubOptions { Latency = TimeSpan.FromMilliseconds(100) });

        var found = await project.RunAsync(Echo(), AssayMode.Run, budget: new RunBudget { Time = TimeSpan.FromTicks(1) });

        Assert.Equal(ErrorCode.BudgetExhausted, found.Work.Stopped?.Code);
        Assert.Equal((0, 0), (found.Work.Generated, stub.Requests.Count));
    }

    [Fact]
    public async Task Calls_of_one_conversation_are_reserved_one_by_one()
    {
        project.Spec = project.Spec with { Prices = [] };
        await using var stub = await StartAsync(new StubOptions { Answer = static request => StubAnswer.Calling($"c{request.Number}", "again", "{}") });
        project.Provider = static provider => provider with { MaxTurns = 1_000, MaxToolCalls = 1_000 };
        var simple = Echo(items: 1);
        var benchmark = new BenchmarkDefinition
        {
            Spec = simple.Spec with { Slices = [simple.Spec.Slices[0] with { Tools = ["again"] }] },
            Plugins = simple.Plugins.Add(new ToolSpec("again", "Asks again."), new FunctionToolHandler("again", "1", static (_, _, _) => ValueTask.FromResult("no"))),
            Datasets = simple.Datasets,
            Name = simple.Name,
        };

        var found = await project.RunAsync(benchmark, AssayMode.Run, budget: new RunBudget { Tokens = 600 });

        Assert.Equal(ErrorCode.BudgetExhausted, found.Work.Stopped?.Code);
        Assert.InRange(stub.Requests.Count, 5, 12);
        Assert.Equal((0, 0), (found.Work.Generated, found.Work.Failed));
    }

    [Fact]
    public async Task Budget_in_money_needs_the_price_of_every_model_that_costs_money()
    {
        project.Spec = project.Spec with { Prices = [] };

        var failure = await Assert.ThrowsAsync<AssayException>(() => project.RunAsync(Echo(), AssayMode.Run, budget: new RunBudget { Cost = 1 }));

        Assert.Equal(ErrorCode.OptionInvalid, failure.Code);
        Assert.Contains("the model 'tiny-1' has no price; add one to the project's prices", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slices_of_a_session_share_its_budget_and_so_do_the_tests_that_follow_its_host()
    {
        await using var stub = await StartAsync(new StubOptions { Answer = static _ => new StubAnswer(string.Join(' ', Enumerable.Repeat("word", 50))) });
        await File.WriteAllTextAsync(Path.Combine(project.Path, "assay.toml"), $"name = \"demo\"\n[[prices]]\nmodel = \"tiny-1\"\noutput_per_million = 100\n[provider.stub]\nkind = \"openai_compatible\"\nbase_url = \"{stub.BaseUrl}\"\n", Asked.Token);
        var output = Directory.CreateDirectory(Path.Combine(project.Path, "bin")).FullName;
        var cost = (20 * CallAtMost).ToString(CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(Path.Combine(output, "T.assay.json"), $$"""{"projectDirectory":"..","storeDirectory":".assay","mode":"Run","missing":"skip","recordings":"recordings","record":"false","budget":"{{cost}}"}""", Asked.Token);
        var twice = Echo();
        var benchmark = new BenchmarkDefinition
        {
            Spec = twice.Spec with { Slices = [twice.Spec.Slices[0] with { Id = "a" }, twice.Spec.Slices[0] with { Id = "b", Prompts = [] }] },
            Plugins = twice.Plugins,
            Datasets = new Dictionary<string, IDatasetSource> { ["a"] = twice.Datasets["all"], ["b"] = twice.Datasets["all"] },
            Name = twice.Name,
        };

        await using (var host = AssaySession.Open(new Catalog(benchmark), new SessionSettings { ProjectDirectory = project.Path, Mode = AssayMode.Run, Budget = SessionSettings.ParseBudget(cost) }))
        {
            var outcome = await host.VerifyAsync("echo", "a", null, Asked.Token);
            Assert.Equal((OutcomeKind.Failed, ErrorCode.BudgetExhausted), (outcome.Kind, Assert.Single(outcome.Problems).Code));
            Assert.Equal(ErrorCode.BudgetExhausted, Assert.Single((await host.VerifyAsync("echo", "b", null, Asked.Token)).Problems).Code);
            host.KeepSpent(output, "T");
        }

        var spent = stub.Requests.Count;
        Assert.InRange(spent, 19, 20);
        await using (var tests = AssaySession.Open(new Catalog(benchmark), SessionSettings.Load(output, "T", static _ => null)))
            Assert.Equal(OutcomeKind.Failed, (await tests.VerifyAsync("echo", "a", null, Asked.Token)).Kind);
        Assert.Equal(spent, stub.Requests.Count);

        await using var next = AssaySession.Open(new Catalog(benchmark), SessionSettings.Load(output, "T", static _ => null));
        await next.VerifyAsync("echo", "a", null, Asked.Token);
        Assert.InRange(stub.Requests.Count, spent + 19, spent + 20);
    }

    [Fact]
    public async Task Budget_of_the_project_file_bounds_a_run_and_the_runs_own_takes_its_place()
    {
        await using var stub = await StartAsync(new StubOptions { Answer = static _ => new StubAnswer(string.Join(' ', Enumerable.Repeat("word", 50))) });
        project.Spec = project.Spec with { Budget = new BudgetSpec { Cost = (double)(5 * CallAtMost) } };

        var first = await project.RunAsync(Echo(), AssayMode.Run, store: "one");
        var asked = stub.Answered;
        var second = await project.RunAsync(Echo(), AssayMode.Run, store: "one", budget: new RunBudget { Cost = 1_000 });

        Assert.Equal((ErrorCode.BudgetExhausted, 5), (first.Work.Stopped?.Code, asked));
        Assert.Null(second.Work.Stopped);
        Assert.Equal(Items, stub.Answered);
    }

    [Fact]
    public async Task Slices_of_a_session_share_the_budget_of_the_project_file_and_the_builds_takes_its_place()
    {
        await using var stub = await StartAsync(new StubOptions { Answer = static _ => new StubAnswer(string.Join(' ', Enumerable.Repeat("word", 50))) });
        await File.WriteAllTextAsync(Path.Combine(project.Path, "assay.toml"), $"name = \"demo\"\n[budget]\ntokens = 600\n[provider.stub]\nkind = \"openai_compatible\"\nbase_url = \"{stub.BaseUrl}\"\n", Asked.Token);
        var settings = new SessionSettings { ProjectDirectory = project.Path, Mode = AssayMode.Run };

        await using (var session = AssaySession.Open(new Catalog(Echo()), settings))
            Assert.Equal(ErrorCode.BudgetExhausted, Assert.Single((await session.VerifyAsync("echo", "all", null, Asked.Token)).Problems).Code);
        Assert.InRange(stub.Answered, 5, 12);
        await using (var session = AssaySession.Open(new Catalog(Echo()), settings with { Budget = SessionSettings.ParseBudget("1000000 tokens") }))
            await session.VerifyAsync("echo", "all", null, Asked.Token);
        Assert.Equal(Items, stub.Answered);
    }

    [Theory]
    [InlineData("cost = 0", 3, "budget.cost")]
    [InlineData("tokens = 0", 3, "budget.tokens")]
    [InlineData("minutes = -1", 3, "budget.minutes")]
    [InlineData("money = 2", 3, "budget.money")]
    public async Task Budget_that_is_none_is_refused_by_line(string line, int row, string path)
    {
        var file = Path.Combine(project.Path, "assay.toml");
        await File.WriteAllTextAsync(file, $"name = \"demo\"\n[budget]\n{line}\n[[prices]]\nmodel = \"m\"\n", Asked.Token);

        var failure = Assert.Throws<SpecValidationException>(() => Orchestrator.FromProjectFile(file));

        Assert.Contains(failure.Problems, problem => (problem.Path, problem.Line) == (path, row));
    }

    [Theory]
    [InlineData("2.00", "2.00", null, null)]
    [InlineData("500_000 tokens", null, 500_000L, null)]
    [InlineData("0.5, 1000 tokens, 30 min", "0.5", 1_000L, 30.0)]
    public void Budget_is_read_as_people_write_it(string text, string? cost, long? tokens, double? minutes)
    {
        var budget = SessionSettings.ParseBudget(text)!;

        Assert.Equal((cost is null ? null : decimal.Parse(cost, CultureInfo.InvariantCulture), tokens, minutes), (budget.Cost, budget.Tokens, budget.Time?.TotalMinutes));
    }

    [Theory]
    [InlineData("much")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("5 euros")]
    public void What_is_no_budget_is_refused_with_the_mend(string text) => Assert.Contains(
        "is no budget; write money as 2.00, or 500000 tokens, or 30 min",
        Assert.Throws<AssayException>(() => SessionSettings.ParseBudget(text)).Message,
        StringComparison.Ordinal);

    private static BenchmarkDefinition Echo(int items = Items)
    {
        var simple = BenchmarkDefinition.Simple("echo", "{item.Id}", "stub/tiny-1", Enumerable.Range(0, items).Select(static i => new { Id = $"e{i:00}", Answer = "" }));
        var spec = simple.Spec with { Inference = new InferenceGrid { Params = [new InferenceParams { MaxTokens = 50 }] } };
        return new BenchmarkDefinition { Spec = spec, Plugins = simple.Plugins, Datasets = simple.Datasets, Name = simple.Name };
    }

    private async Task<StubServer> StartAsync(StubOptions options)
    {
        var stub = await StubServer.StartAsync(options, Asked.Token);
        project.Address = stub.BaseUrl;
        return stub;
    }

    /// <summary>What all stored answers cost.</summary>
    private async Task<decimal> CostAsync(string store)
    {
        await using var orchestrator = project.Open(store: store);
        var result = await orchestrator.GetResultAsync(Echo(), Asked.Token);
        var tokens = 0;
        await foreach (var candidate in result.CandidatesAsync(Asked.Token))
            tokens += (await result.TimelineAsync(candidate, Asked.Token)).Generation?.OutputTokens ?? 0;
        return tokens * 100m / 1_000_000m;
    }

    private sealed class Catalog(BenchmarkDefinition benchmark) : IBenchmarkCatalog
    {
        public IReadOnlyList<BenchmarkDefinition> Benchmarks => [benchmark];
    }
}
