using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Execution.Workers;
using Assay.Specs;
using Assay.Storage.Manifests;

namespace Assay.Tests.Execution;

/// <summary>The workers of a run share one budget, and never take more of it together.</summary>
public sealed class WorkerBudgetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private static readonly DateTimeOffset LongAgo = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private int underWay;
    private int mostUnderWay;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A pool in which each call costs 1: one token is generated at most, and it costs 1.</summary>
    private static ProjectSpec Pool => new("test")
    {
        Backend = new WorkerPoolBackendSpec { PollSeconds = 0.02 },
        Prices = [new PriceSpec("m1") { OutputPerMillion = 1_000_000 }],
        Budget = new BudgetSpec { Cost = 25 },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Workers_together_spend_what_the_project_s_budget_holds_and_stop(int workers)
    {
        var test = Costly(takes: 1);
        var orchestrators = Enumerable.Range(0, workers).Select(_ => folder.Open(Pool)).ToList();
        var handle = await orchestrators[0].SubmitAsync(BuildOf(test), null, Token);

        var reports = await Task.WhenAll(orchestrators.Select(orchestrator => WorkAsync(orchestrator, test)));

        Assert.Equal(25, test.Calls.Count);
        Assert.All(reports.SelectMany(static report => report.Runs), static run => Assert.Equal(ErrorCode.BudgetExhausted, run.Stopped?.Code));
        var left = await orchestrators[0].GetRunProgressAsync(handle.RunId.ToString(), Token);
        Assert.Equal((25L, 35L, 0L), (left.Stages[0].Completed, left.Stages[0].Pending, left.Stages[0].Failed));
        foreach (var orchestrator in orchestrators)
            await orchestrator.DisposeAsync();
    }

    [Fact]
    public async Task What_calls_leave_of_their_reservation_is_there_for_every_worker()
    {
        var test = Costly(takes: 1, atMost: 5);
        await using var first = folder.Open(Pool);
        await using var second = folder.Open(Pool);
        await first.SubmitAsync(BuildOf(test, atMost: 5), null, Token);

        await Task.WhenAll(WorkAsync(first, test, atMost: 5), WorkAsync(second, test, atMost: 5));

        Assert.InRange(mostUnderWay, 1, 5);
        Assert.Equal(21, test.Calls.Count);
    }

    [Fact]
    public async Task Resumed_run_has_its_budget_anew_and_a_worker_that_polls_on_takes_it_up()
    {
        var test = Costly(takes: 1);
        await using var orchestrator = folder.Open(Pool);
        var handle = await orchestrator.SubmitAsync(BuildOf(test), null, Token);
        await WorkAsync(orchestrator, test);
        using var stop = new CancellationTokenSource();
        var polling = orchestrator.RunWorkerAsync(null, new WorkerOptions { Sources = [BuildOf(test)], KeepPolling = true }, stop.Token);

        await orchestrator.ResumeAsync(handle.RunId.ToString(), BuildOf(test), new RunOptions { Budget = new RunBudget { Cost = 10 } }, Token);
        await UntilAsync(() => test.Calls.Count >= 35);
        await orchestrator.ResumeAsync(handle.RunId.ToString(), BuildOf(test), new RunOptions { Budget = new RunBudget() }, Token);
        await UntilAsync(() => test.Calls.Count >= 60);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => polling);

        Assert.Equal(60, test.Calls.Count);
    }

    [Fact]
    public async Task Worker_under_the_name_of_one_that_died_counts_what_that_one_held_as_spent()
    {
        var test = Costly(takes: 1);
        await using var orchestrator = folder.Open(Pool);
        var handle = await orchestrator.SubmitAsync(BuildOf(test), null, Token);
        var ledger = (await orchestrator.GetStorageAsync(Token)).Budgets!;
        var grant = (await ledger.FindAsync(handle.RunId, Token)).Grant!;
        await ledger.HoldAsync(handle.RunId, grant.Id, new BudgetShare("w", new BudgetAmount(5, 5), default, 0), new BudgetAmount(10, 10), LongAgo, Token);
        await ledger.HoldAsync(handle.RunId, grant.Id, new BudgetShare("dead", default, default, 0), new BudgetAmount(3, 3), LongAgo, Token);

        await orchestrator.RunWorkerAsync(null, new WorkerOptions { Name = "w", Sources = [BuildOf(test)] }, Token);

        Assert.Equal(25 - 15 - 3, test.Calls.Count);
    }

    [Fact]
    public async Task Run_without_a_budget_is_done_to_its_end_and_so_is_one_whose_budget_is_large_enough()
    {
        var test = Costly(takes: 1);
        await using var orchestrator = folder.Open(Pool with { Budget = null });
        await orchestrator.SubmitAsync(BuildOf(test), new RunOptions { Budget = new RunBudget { Cost = 60 } }, Token);

        var report = await WorkAsync(orchestrator, test);

        Assert.Equal((60L, null), (Assert.Single(report.Runs).Generated, report.Runs[0].Stopped));
    }

    [Fact]
    public async Task Run_whose_model_has_no_price_is_not_left_to_workers_with_a_budget_of_money()
    {
        await using var orchestrator = folder.Open(Pool with { Prices = [new PriceSpec("other")] });

        var failure = await Assert.ThrowsAsync<AssayException>(() => orchestrator.SubmitAsync(BuildOf(Costly(takes: 1)), null, Token));

        Assert.Equal(ErrorCode.OptionInvalid, failure.Code);
        Assert.Contains("the model 'm1' has no price", failure.Message, StringComparison.Ordinal);
    }

    private static BenchmarkDefinition BuildOf(TestExperiment test, int atMost = 1) =>
        test.Build(test.Spec with { Inference = new InferenceGrid { Params = [new InferenceParams { MaxTokens = atMost }] } });

    private static Task<WorkerReport> WorkAsync(Orchestrator orchestrator, TestExperiment test, int atMost = 1) =>
        orchestrator.RunWorkerAsync(null, new WorkerOptions { Sources = [BuildOf(test, atMost)], LeaseSize = 6 }, Token);

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        while (!isTrue())
            await Task.Delay(20, Token);
    }

    private TestExperiment Costly(int takes, int atMost = 1) => new()
    {
        Models = ["m1"],
        Items = 30,
        IsPaid = true,
        Answer = async (_, token) =>
        {
            var now = Interlocked.Increment(ref underWay);
            for (var most = mostUnderWay; now > most && Interlocked.CompareExchange(ref mostUnderWay, now, most) != most; most = mostUnderWay)
                Thread.SpinWait(1);
            await Task.Delay(3, token);
            Interlocked.Decrement(ref underWay);
            return new Output("2") { InputTokens = 0, OutputTokens = Math.Min(takes, atMost) };
        },
    };
}
