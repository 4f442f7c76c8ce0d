using System.Globalization;
using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Storage;
using Assay.Tests.Execution;

namespace Assay.Tests.Results;

/// <summary>Trials and candidates read back from a real store.</summary>
public sealed class ResultTests : IAsyncDisposable
{
    private readonly Runs runs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task Candidates_come_in_the_order_of_the_plan_with_labels_scores_and_outputs()
    {
        var result = await runs.RunAsync(new TestExperiment { Items = 3 }.Build());

        var candidates = await result.CandidatesAsync(Token).ToListAsync();

        Assert.Equal(["m1/p1/i001", "m1/p1/i002", "m1/p1/i003", "m1/p2/i001"], candidates.Take(4).Select(static one => $"{one.Model}/{one.Prompt}/{one.ItemId}"));
        Assert.Equal(18, candidates.Count);
        var third = candidates[2];
        Assert.Equal(("s1", "", 0, ResultStatus.Completed, null), (third.Slice, third.Params, third.Sample, third.Status, third.Failure));
        Assert.Equal(["strict_right", "right", "length"], third.Scores.Keys);
        Assert.Equal([new SampleScore(null, ErrorCode.ParseFailed), new SampleScore(1), new SampleScore(7)], third.Scores.Values);
        Assert.Equal("it is 6", (await third.OutputAsync(Token))!.Text);
    }

    [Fact]
    public async Task Trial_groups_its_samples_and_shares_one_identity_among_them()
    {
        var result = await runs.RunAsync(new TestExperiment { Models = ["m1"], Items = 2, Samples = 3 }.Build());

        var trials = await result.TrialsAsync(Token).ToListAsync();

        Assert.Equal(4, trials.Count);
        Assert.All(trials, static trial => Assert.Equal([0, 1, 2], trial.Candidates.Select(static one => one.Sample)));
        Assert.All(trials, static trial => Assert.All(trial.Candidates, one => Assert.Equal(trial.Id, one.TrialId)));
        Assert.Equal(4, trials.Select(static trial => trial.Id).Distinct().Count());
        Assert.Equal(12, trials.SelectMany(static trial => trial.Candidates).Select(static one => one.Id).Distinct().Count());
        Assert.Equal(1, trials[0].Score("right"));
    }

    [Fact]
    public async Task Any_unique_beginning_of_a_hash_finds_a_trial_or_a_candidate()
    {
        var result = await runs.RunAsync(new TestExperiment { Samples = 2 }.Build());
        var trial = (await result.TrialsAsync(Token).ToListAsync())[7];
        var candidate = trial.Candidates[1];

        var foundTrial = await result.FindTrialAsync(trial.Id.ToString()[..9].ToUpperInvariant(), Token);
        var foundCandidate = await result.FindCandidateAsync(candidate.Id.ToString(), Token);

        Assert.Equal((trial.Id, trial.ItemId, 2), (foundTrial.Id, foundTrial.ItemId, foundTrial.Candidates.Count));
        Assert.Equal((candidate.Id, candidate.ItemId, 1, candidate.Seed), (foundCandidate.Id, foundCandidate.ItemId, foundCandidate.Sample, foundCandidate.Seed));
        Assert.Equal(1, foundCandidate.Scores["right"].Value);
    }

    [Fact]
    public async Task Unknown_ambiguous_and_malformed_beginnings_are_three_errors()
    {
        var result = await runs.RunAsync(new TestExperiment { Items = 20 }.Build());
        var trials = await result.TrialsAsync(Token).ToListAsync();
        var shared = trials.GroupBy(static trial => trial.Id.ToString()[..1]).First(static group => group.Count() > 1).Key;
        var unused = Enumerable.Range(0, 4096).Select(static i => i.ToString("x3", CultureInfo.InvariantCulture)).First(prefix => trials.TrueForAll(trial => !trial.Id.ToString().StartsWith(prefix, StringComparison.Ordinal)));

        Assert.Equal(ErrorCode.HashAmbiguous, (await Assert.ThrowsAsync<AssayException>(() => result.FindTrialAsync(shared, Token))).Code);
        Assert.Equal(ErrorCode.HashUnknown, (await Assert.ThrowsAsync<AssayException>(() => result.FindTrialAsync(unused, Token))).Code);
        Assert.Equal(ErrorCode.HashUnknown, (await Assert.ThrowsAsync<AssayException>(() => result.FindCandidateAsync(new string('0', 32), Token))).Code);
        foreach (var malformed in (string[])["", "xyz", new string('a', 33)])
            Assert.Equal(ErrorCode.OptionInvalid, (await Assert.ThrowsAsync<AssayException>(() => result.FindTrialAsync(malformed, Token))).Code);
    }

    [Fact]
    public async Task Slices_that_ask_the_same_thing_share_hashes_and_the_first_slice_is_found()
    {
        var result = await runs.RunAsync(new TestBenchmark { Slices = ["s1", "s2"], Items = 3 }.Build());
        var trials = await result.TrialsAsync(Token).ToListAsync();

        var found = await result.FindTrialAsync(trials[4].Id.ToString(), Token);

        Assert.Equal(("s2", "s1"), (trials[4].Slice, found.Slice));
        Assert.Equal("s2", (await result.Slice("s2").FindTrialAsync(trials[4].Id.Short, Token)).Slice);
    }

    [Fact]
    public async Task Totals_tell_completed_failed_missing_and_unparsed_apart()
    {
        var test = new TestExperiment
        {
            Models = ["m1"],
            Items = 6,
            Answer = static (request, _) => (int)request.Item.Value switch
            {
                1 => throw new EngineException(new ErrorCode("refused"), "No."),
                2 => ValueTask.FromResult<Output>("no idea"),
                _ => ValueTask.FromResult<Output>("1"),
            },
        };

        var before = await runs.RunAsync(test.Build(), RunStages.Evaluation);
        Assert.Equal(new ResultTotals(12, 12, 0, 0, 12, 0), await before.TotalsAsync(Token));
        Assert.Equal(RunState.Stopped, before.State);

        var generated = await runs.RunAsync(test.Build(), RunStages.Generation);
        Assert.Equal(new ResultTotals(12, 12, 0, 2, 10, 0), await generated.TotalsAsync(Token));
        var waiting = (await generated.CandidatesAsync(Token).ToListAsync())[2];
        Assert.Equal((ResultStatus.Missing, ErrorCode.ScoreMissing), (waiting.Status, waiting.Failure));

        var all = await runs.RunAsync(test.Build());
        Assert.Equal(new ResultTotals(12, 12, 10, 2, 0, 2), await all.TotalsAsync(Token));
        Assert.Equal(RunState.CompletedWithFailures, all.State);
        var failed = (await all.CandidatesAsync(Token).ToListAsync())[0];
        Assert.Equal((ResultStatus.Failed, new ErrorCode("refused"), false), (failed.Status, failed.Failure, failed.HasOutput));
        Assert.Null(await failed.OutputAsync(Token));
    }

    [Fact]
    public async Task Views_show_one_parse_or_one_score_alone()
    {
        var result = await runs.RunAsync(new TestExperiment { Models = ["m1"] }.Build());
        var strict = result.Parses.Single(static parse => parse.Id == "strict");

        var parsed = result.ForTransform(strict.Hash.Short);
        var scored = result.ForEvaluation(result.Scores.Single(static score => score.Name == "length").Hash.ToString());

        Assert.Equal(["strict_right"], parsed.Scores.Select(static score => score.Name));
        var candidates = await parsed.CandidatesAsync(Token).ToListAsync();
        Assert.Equal([1, 1, 0, 1, 1, 0], candidates.Take(6).Select(static one => one.Parses["strict"].Value!.Value));
        Assert.Equal(["length"], (await scored.CandidatesAsync(Token).ToListAsync())[0].Scores.Keys);
        Assert.Equal(ErrorCode.HashUnknown, Assert.Throws<AssayException>(() => result.ForTransform(new string('f', 32))).Code);
        Assert.Contains("strict", Assert.Throws<AssayException>(() => result.ForTransform(new string('f', 32))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Benchmark_names_its_slices_and_prompt_variants_and_gives_one_slice_alone()
    {
        var result = await runs.RunAsync(new TestBenchmark { Slices = ["s1", "s2"], Prompts = ["p1", "p2"], Items = 2 }.Build());

        Assert.Equal(["s1", "s2"], result.SliceIds);
        Assert.Equal(["p1", "p2"], result.PromptVariantIds);
        Assert.Equal(8, (await result.TotalsAsync(Token)).Candidates);
        Assert.Equal(new ResultTotals(4, 4, 4, 0, 0, 0), await result.Slice("s2").TotalsAsync(Token));
        Assert.Contains("s1, s2", Assert.Throws<AssayException>(() => result.Slice("s3")).Message, StringComparison.Ordinal);
    }
}
