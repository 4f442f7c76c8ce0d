using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Execution.Estimates;
using Assay.Sessions;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>What batches make has the batch's price: in estimates, budgets and results.</summary>
public sealed class BatchPriceTests : IDisposable
{
    /// <summary>What the longest answer of 50 tokens costs when it is asked for directly.</summary>
    private const double CallAtMost = 50 * 100 / 1_000_000.0;

    private readonly BatchedProject project = new(maxItems: 1_000);

    public BatchPriceTests() => project.Spec = project.Spec with { Prices = [new PriceSpec("tiny-1") { OutputPerMillion = 100, BatchFactor = 0.5 }] };

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Estimate_counts_what_goes_by_batches_at_their_price_and_what_is_asked_directly_in_full()
    {
        var batched = await EstimateAsync(BatchedProject.Echo());
        var withTool = await EstimateAsync(BatchedProject.WithTool(BatchedProject.Echo()));
        project.Direct();
        var direct = await EstimateAsync(BatchedProject.Echo());

        Assert.Equal(10 * CallAtMost, batched.Cost!.Value, 9);
        Assert.Equal(20 * CallAtMost, withTool.Cost!.Value, 9);
        Assert.Equal(20 * CallAtMost, direct.Cost!.Value, 9);
        Assert.Equal([20, 0, 0], new[] { batched, withTool, direct }.Select(static one => one.Models[0].MissingInBatches));
        Assert.Equal(10 * CallAtMost, batched.Models[0].Whole.Cost!.Value, 9);
    }

    [Fact]
    public async Task Estimate_of_a_run_that_does_both_says_how_much_goes_which_way()
    {
        var (plain, tool) = (BatchedProject.Echo(), BatchedProject.WithTool(BatchedProject.Echo()));
        var benchmark = new BenchmarkDefinition
        {
            Spec = plain.Spec with { Slices = [plain.Spec.Slices[0] with { Id = "a" }, tool.Spec.Slices[0] with { Id = "b" }] },
            Plugins = tool.Plugins,
            Datasets = new Dictionary<string, IDatasetSource> { ["a"] = plain.Datasets["all"], ["b"] = plain.Datasets["all"] },
            Name = plain.Name,
        };

        var estimate = await EstimateAsync(benchmark);

        Assert.Equal(30 * CallAtMost, estimate.Cost!.Value, 9);
        Assert.Contains("'tiny-1': 20 of 40 missing generations go by batches, and the others are asked directly, at their own price.", estimate.Notes);
    }

    [Fact]
    public async Task Budget_holds_more_of_what_costs_less()
    {
        await using var stub = await project.StartAsync(new StubOptions { Answer = static _ => new StubAnswer(string.Join(' ', Enumerable.Repeat("word", 50))) });

        var first = await project.RunAsync(store: "one", budget: new RunBudget { Cost = 8 * (decimal)CallAtMost });
        var second = await project.RunAsync(store: "one", budget: new RunBudget { Cost = 8 * (decimal)CallAtMost });

        Assert.Equal(ErrorCode.BudgetExhausted, first.Work.Stopped?.Code);
        Assert.Null(second.Work.Stopped);
        Assert.Equal([16, 4], stub.Batches.Select(static batch => batch.Lines.Count));
    }

    [Fact]
    public async Task Results_cost_what_they_took_however_the_project_asks_now()
    {
        await using var stub = await project.StartAsync(new StubOptions { Answer = static _ => new StubAnswer("four words of answer") });
        var echo = BatchedProject.Echo();
        var benchmark = new BenchmarkDefinition { Spec = echo.Spec with { Limits = [new LimitSpec(LimitMeasure.CostPerItem, 1)] }, Plugins = echo.Plugins, Datasets = echo.Datasets, Name = echo.Name };

        var batched = await CostAsync(benchmark, "batched");
        project.Direct();
        var again = await CostAsync(benchmark, "batched");
        var direct = await CostAsync(benchmark, "direct");

        Assert.InRange(direct, 1e-6, 1);
        Assert.Equal(direct / 2, batched, 12);
        Assert.Equal(direct / 2, again, 12);
        Assert.All(await project.DetailsAsync("batched"), static one => Assert.Equal("batch:stub/batch_1", Assert.Single(one.Links).Url.OriginalString));
        Assert.DoesNotContain(await project.DetailsAsync("direct"), static one => one.IsBatched);
    }

    [Fact]
    public async Task Recording_remembers_which_batch_made_an_answer()
    {
        await using var stub = await project.StartAsync(new StubOptions());
        await project.RunAsync(store: "made", records: true);

        project.Direct().Address = null;
        await project.RunAsync(AssayMode.Replay, store: "replayed");

        Assert.All(await project.DetailsAsync("replayed"), static one => Assert.True(one.IsBatched));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(50)]
    [InlineData(double.NaN)]
    public void Factor_that_is_no_share_is_refused(double factor)
    {
        var refused = Assert.Throws<SpecValidationException>(() => SpecValidator.EnsureValid(new ProjectSpec("demo") { Prices = [new PriceSpec("m") { BatchFactor = factor }] }));

        Assert.Contains("it must be finite, at least 0 and at most 1", refused.Message, StringComparison.Ordinal);
    }

    private async Task<RunEstimate> EstimateAsync(BenchmarkDefinition benchmark)
    {
        await using var orchestrator = project.Files.Open();
        return await orchestrator.EstimateAsync(benchmark, Asked.Token);
    }

    private async Task<double> CostAsync(BenchmarkDefinition benchmark, string store)
    {
        await using var orchestrator = project.Files.Open(store: store);
        var (_, result) = await orchestrator.RunSliceAsync(benchmark, "all", null, Asked.Token);
        return Assert.Single(result.Measures).Value;
    }
}
