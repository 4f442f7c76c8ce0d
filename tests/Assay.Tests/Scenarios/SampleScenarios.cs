using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Statistics;

namespace Assay.Tests.Scenarios;

/// <summary>Several candidates of each trial.</summary>
public sealed class SampleScenarios
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_sample_has_a_seed_of_its_own_that_order_and_parallelism_do_not_change()
    {
        await using var narrow = Sampled(4, parallel: 1);
        await using var wide = Sampled(4, parallel: 4);

        var (one, other) = (await SeedsAsync(narrow), await SeedsAsync(wide));

        Assert.Equal(one, other);
        Assert.Equal(144, one.Select(static sample => sample.Seed).Distinct().Count());
        Assert.Equal(one.Select(static sample => sample.Seed).Order(), narrow.Calls.Select(static call => call.Seed).Order());
    }

    [Fact]
    public async Task More_samples_generate_the_added_ones_alone()
    {
        await using var ledger = Sampled(2);
        var before = await SeedsAsync(ledger);

        ledger.Benchmark = ledger.Benchmark with { Samples = 5 };
        var after = await SeedsAsync(ledger);

        Assert.Equal(before, after.Where(static sample => sample.Sample < 2));
        Assert.Equal((36 * 5, 36 * 3), (ledger.Calls.Count, ledger.Calls.Count(static call => call.SampleIndex >= 2)));
    }

    [Fact]
    public async Task Fewer_samples_generate_nothing_and_keep_the_trials()
    {
        await using var ledger = Sampled(3);
        var before = await (await ledger.RunAsync()).TrialsAsync(Token).Select(static trial => trial.Id).ToListAsync(Token);

        ledger.Benchmark = ledger.Benchmark with { Samples = 1 };
        var calls = await ledger.CallsOfAsync(async () => Assert.Equal(before, await (await ledger.RunAsync()).TrialsAsync(Token).Select(static trial => trial.Id).ToListAsync(Token)));

        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Samples_become_one_figure_by_mean_maximum_majority_or_pass_at_k_before_items_are_averaged()
    {
        await using var ledger = Sampled(4);
        // Of every four answers one is right.
        ledger.Answer = static (request, _) => ValueTask.FromResult<Output>(request.SampleIndex == 0 ? StoreCrasher.SampleLedger.AnswerOf(request) : "0");
        ledger.Benchmark = ledger.Benchmark with { Models = [ledger.Benchmark.Models[0]] };
        var result = await ledger.RunAsync();

        var figures = new List<double>();
        foreach (var reduction in (SampleReduction[])[SampleReduction.Mean, SampleReduction.Max, SampleReduction.MajorityScore, SampleReduction.PassAt(2)])
        {
            var row = Assert.Single((await result.AggregateAsync([], new AggregateOptions { Metric = "right", Reduction = reduction, Across = [GroupKind.Prompt] }, Token)).Rows);
            Assert.Equal(12, row.Count);
            figures.Add(row.Mean!.Value);
        }

        Assert.Equal([0.25, 1, 0, 0.5], figures);
    }

    [Fact]
    public async Task Failed_sample_leaves_the_others_of_its_trial_scored_and_alone_is_made_again()
    {
        await using var ledger = Sampled(3);
        ledger.Fail(static request => request is { SampleIndex: 1, Item.Id: "sum002", Model.Id: "exact" }, static () => new EngineException(new ErrorCode("content_filter"), "No."));

        var trial = await (await ledger.RunAsync()).TrialsAsync(Token).FirstAsync(static trial => trial is { ItemId: "sum002", Model: "exact" }, Token);
        ledger.Mend();
        var mended = ledger.Calls.Count;
        var result = await ledger.RunAsync();

        Assert.Equal([null, new ErrorCode("content_filter"), null], trial.Candidates.Select(static candidate => candidate.Failure));
        Assert.Equal((ResultStatus.Failed, 1.0), (trial.Status, trial.Score("right")));
        Assert.Equal((2, 0), (ledger.Calls.Count - mended, (await result.TotalsAsync(Token)).Failed));
        Assert.All(ledger.Calls.Skip(mended), static call => Assert.Equal(1, call.SampleIndex));
    }

    [Fact]
    public async Task Fixed_seed_is_sent_with_every_sample_and_recorded_as_the_effective_one()
    {
        await using var ledger = Sampled(2);
        ledger.Benchmark = ledger.Benchmark with { Inference = new InferenceGrid { Params = [new InferenceParams { Seed = 77 }] } };

        var seeds = await SeedsAsync(ledger);

        Assert.Equal(72, ledger.Calls.Count);
        Assert.All(ledger.Calls, static call => Assert.Equal(77, call.Seed));
        Assert.All(seeds, static sample => Assert.Equal(77, sample.Seed));
    }

    private static ScenarioProject Sampled(int samples, int parallel = 5)
    {
        var ledger = new ScenarioProject { Options = new OrchestratorOptions { ParallelCandidates = parallel } };
        ledger.Benchmark = ledger.Benchmark with { Samples = samples };
        return ledger;
    }

    private static async Task<List<(string Trial, int Sample, long Seed)>> SeedsAsync(ScenarioProject ledger) =>
        await (await ledger.RunAsync()).CandidatesAsync(Token).Select(static candidate => (candidate.TrialId.ToString(), candidate.Sample, candidate.Seed)).ToListAsync(Token);
}
