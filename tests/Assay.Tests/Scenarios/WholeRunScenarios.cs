using System.Text.Json;
using Assay.Errors;
using Assay.Reporting;
using Assay.Results;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Tests.Scenarios;

/// <summary>Runs that nothing disturbs: three models, two prompts, two parses, three scores.</summary>
public sealed class WholeRunScenarios
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_model_has_each_prompt_parse_and_score()
    {
        await using var ledger = new ScenarioProject();

        var result = await ledger.RunAsync();

        Assert.Equal(new ResultTotals(36, 36, 36, 0, 0, 12), await result.TotalsAsync(Token));
        Assert.Equal(new() { ["exact"] = 1, ["wordy"] = null, ["sloppy"] = 0.5 }, await ScenarioProject.MeansAsync(result, "strict_right"));
        Assert.Equal(new() { ["exact"] = 1, ["wordy"] = 1, ["sloppy"] = 0.5 }, await ScenarioProject.MeansAsync(result, "right"));
        Assert.Equal(new() { ["exact"] = 1, ["wordy"] = 1, ["sloppy"] = 0.5 }, await ScenarioProject.MeansAsync(result, "says_it"));
        Assert.Equal((RunState.Completed, 36), (result.State, ledger.Calls.Count));
    }

    [Fact]
    public async Task Second_run_calls_nobody_and_finds_the_same()
    {
        await using var ledger = new ScenarioProject();
        var first = await ScenarioProject.SheetAsync(await ledger.RunAsync());

        var calls = await ledger.CallsOfAsync(async () => Assert.Equal(first, await ScenarioProject.SheetAsync(await ledger.RunAsync())));

        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Same_project_on_another_store_finds_the_same_to_the_letter()
    {
        await using var here = new ScenarioProject { Spec = new ProjectSpec("ledger") { Execution = new ExecutionPolicy { MaxInFlight = 1 } } };
        await using var there = new ScenarioProject { Spec = new ProjectSpec("ledger") { Execution = new ExecutionPolicy { MaxInFlight = 64 } } };

        var (one, other) = (await here.RunAsync(), await there.RunAsync());

        Assert.Equal(one.RunId, other.RunId);
        Assert.Equal(await ScenarioProject.SheetAsync(one), await ScenarioProject.SheetAsync(other));
        Assert.Equal(here.Calls.Select(static call => call.Seed).Order(), there.Calls.Select(static call => call.Seed).Order());
    }

    [Fact]
    public async Task Project_file_and_project_written_by_hand_share_their_work()
    {
        await using var ledger = new ScenarioProject();
        await ledger.RunAsync();
        ledger.Share();

        var (orchestrator, benchmark) = StoreCrasher.SampleLedger.Open(ledger.Folder, static (_, _) => throw new InvalidOperationException("Everything is stored."));
        await using (orchestrator)
            Assert.Equal((36, 0), ((await orchestrator.RunBenchmarkAsync(benchmark, null, Token)).Work!.Reused, ledger.Calls.Count - 36));
    }

    [Fact]
    public async Task Benchmark_and_the_experiment_that_it_compiles_to_share_their_work()
    {
        await using var ledger = new ScenarioProject();
        await ledger.RunAsync();

        var result = await ledger.Open().RunAsync(((RunSource)ledger.Benchmark).ToExperiment(), null, Token);

        Assert.Equal((36, 0, 0), (result.Work!.Reused, result.Work.Generated, result.Work.Scored));
        Assert.Equal(["all"], result.TaskIds);
    }

    [Fact]
    public async Task Leaderboard_ranks_the_sloppy_model_last_and_calls_the_leaders_tied()
    {
        await using var ledger = new ScenarioProject(sums: 40);
        ledger.Benchmark = ledger.Benchmark with { Prompts = [ledger.Benchmark.Prompts[0]] };

        var board = await (await ledger.RunAsync()).LeaderboardAsync("right", cancellationToken: Token);

        Assert.Equal([("exact", 1), ("wordy", 1), ("sloppy", 3)], board.Rows.Select(static row => (row.Keys[0], row.Rank!.Value)));
        Assert.Equal((40, -0.5), (board.Rows[2].PairsWithLeader, board.Rows[2].DeltaToLeader));
        Assert.True(board.Rows[2].AdjustedPValue < 0.001 && board.Rows[1].AdjustedPValue == 1);
    }

    [Fact]
    public async Task Comparison_pairs_by_item_in_each_prompt_and_finds_the_difference()
    {
        await using var ledger = new ScenarioProject(sums: 40);

        var table = await (await ledger.RunAsync()).PairedCompareAsync("right", new ComparisonOptions { Baseline = "exact", Treatment = "sloppy" }, Token);

        Assert.Equal(["asked", "bare"], table.Rows.Select(static row => row.Keys[0]));
        Assert.All(table.Rows, static row => Assert.Equal((40, 1.0, 0.5, (0, 20)), (row.Pairs, row.BaselineMean, row.TreatmentMean, row.Moved)));
        Assert.All(table.Rows, static row => Assert.InRange(row.AdjustedPValue!.Value, 0, 1e-4));
    }

    [Fact]
    public async Task Two_runs_of_different_seeds_are_compared_item_by_item()
    {
        await using var ledger = new ScenarioProject();
        var before = await ledger.RunAsync();
        ledger.Spec = ledger.Spec with { GlobalSeed = 1 };

        var calls = await ledger.CallsOfAsync(async () =>
        {
            var rows = (await (await ledger.RunAsync()).PairedCompareAsync(before, "right", null, Token)).Rows;
            Assert.Equal((6, 6, 0.0), (rows.Count, rows.Min(static row => row.Pairs), rows.Max(static row => row.Delta)));
        });

        Assert.Equal(36, calls);
    }

    [Fact]
    public async Task Fallback_of_a_parse_is_tried_in_order_and_each_attempt_is_recorded()
    {
        await using var ledger = new ScenarioProject(sums: 1);
        var result = await ledger.RunAsync();
        var wordy = await result.CandidatesAsync(Token).FirstAsync(static candidate => candidate.Model == "wordy", Token);

        var timeline = await result.TimelineAsync(wordy, Token);

        Assert.Equal(
            [("regex", false), ("first_number", true)],
            timeline.Steps.Where(static step => step.Kind == EventKind.ExtractorTried).Select(static step => (step.Name, step.Success!.Value)));
        Assert.Equal((ErrorCode.ParseFailed, 1.0), (wordy.Scores["strict_right"].Failure, wordy.Scores["right"].Value));
    }

    [Fact]
    public async Task One_parse_and_one_score_are_seen_alone_by_their_hashes()
    {
        await using var ledger = new ScenarioProject();
        var result = await ledger.RunAsync();

        var strict = result.ForTransform(result.Parses.Single(static parse => parse.Id == "strict").Hash.ToString());
        var says = result.ForEvaluation(result.Scores.Single(static score => score.Name == "says_it").Hash.ToString());

        Assert.Equal((12, 0), ((await strict.TotalsAsync(Token)).Unparsed, (await says.TotalsAsync(Token)).Unparsed));
        Assert.Equal(["strict_right", "says_it"], strict.Scores.Concat(says.Scores).Select(static score => score.Name));
    }

    [Fact]
    public async Task Slices_choose_prompts_by_id_and_family_and_share_what_they_ask_alike()
    {
        await using var ledger = new ScenarioProject();
        var all = ledger.Benchmark.Slices[0];
        ledger.Benchmark = ledger.Benchmark with
        {
            Slices =
            [
                all with { Id = "terse", Families = ["terse"], Dimensions = ValueMap<string>.Empty.With("style", "terse") },
                all with { Id = "chatty", Prompts = ["asked"], Dimensions = ValueMap<string>.Empty.With("style", "chatty") },
                all with { Id = "both" },
            ],
        };

        var result = await ledger.RunAsync();

        Assert.Equal((36, 72), (ledger.Calls.Count, result.Work!.Candidates));
        Assert.Equal((18, 36), ((await result.Slice("terse").TotalsAsync(Token)).Candidates, (await result.Slice("both").TotalsAsync(Token)).Candidates));
        var styles = await result.AggregateAsync([GroupKey.ByDimension("style")], new AggregateOptions { Metric = "says_it", Across = [GroupKind.Model, GroupKind.Prompt] }, Token);
        Assert.Equal([("", 36L), ("chatty", 18), ("terse", 18)], styles.Rows.Select(static row => (row.Keys[0], row.Count)));
    }

    [Fact]
    public async Task Slices_choose_items_by_filter_share_and_sample()
    {
        await using var ledger = new ScenarioProject(sums: 20);
        var all = ledger.Benchmark.Slices[0];
        ledger.Benchmark = ledger.Benchmark with
        {
            Models = [ledger.Benchmark.Models[0]],
            Prompts = [ledger.Benchmark.Prompts[0]],
            Slices =
            [
                all with { Id = "even", Query = new DatasetQuery { Where = ValueMap<string>.Empty.With("parity", "even") } },
                all with { Id = "shares", Query = new DatasetQuery { Kind = DatasetQueryKind.Stratified, Field = "parity", Count = 6, Seed = 3 } },
                all with { Id = "first", Query = new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 3 } },
            ],
        };

        var items = (await (await ledger.RunAsync()).CandidatesAsync(Token).ToListAsync(Token)).ToLookup(static candidate => candidate.Slice, static candidate => int.Parse(candidate.ItemId[3..], System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(Enumerable.Range(1, 10).Select(static i => 2 * i), items["even"]);
        Assert.Equal((6, 3), (items["shares"].Count(), items["shares"].Count(static n => n % 2 == 0)));
        Assert.Equal([1, 2, 3], items["first"]);
    }

    [Fact]
    public async Task Grid_of_params_multiplies_the_matrix_and_every_set_is_recorded_with_its_generation()
    {
        await using var ledger = new ScenarioProject(sums: 2);
        ledger.Benchmark = ledger.Benchmark with { Inference = new InferenceGrid { Params = [new InferenceParams { Temperature = 0 }, new InferenceParams { Temperature = 1, Seed = 9 }] } };
        var orchestrator = ledger.Open();
        var result = await orchestrator.RunBenchmarkAsync(ledger.Benchmark, null, Token);
        var projections = (await orchestrator.GetStorageAsync(Token)).Projections;

        var recorded = new List<(string Params, bool HasFixedSeed)>();
        await foreach (var candidate in result.CandidatesAsync(Token))
        {
            var match = (await projections.FindGenerationsAsync(candidate.Id.ToString(), 2, Token)).Single();
            var details = await projections.ReadGenerationAsync(match.Generation.Id, Token);
            recorded.Add((details!.ParamsJson!, details.Seed == 9));
        }

        Assert.Equal([("""{"temperature":0}""", false, 12), ("""{"temperature":1,"seed":9}""", true, 12)], recorded.CountBy(static one => one).Select(static group => (group.Key.Params, group.Key.HasFixedSeed, group.Value)).Order());
    }

    [Fact]
    public async Task Files_of_a_run_hold_its_figures()
    {
        await using var ledger = new ScenarioProject();
        var result = await ledger.RunAsync();

        var folder = Path.Combine(ledger.Folder, "artifacts");
        await result.PersistArtifactsAsync(folder, cancellationToken: Token);

        var files = Directory.EnumerateFiles(folder).ToDictionary(static file => Path.GetFileName(file), File.ReadAllText);
        Assert.Equal(await ScenarioProject.SheetAsync(result), files["scores.csv"]);
        Assert.Equal(36, files.Single(static file => file.Key.EndsWith(".jsonl", StringComparison.Ordinal)).Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line)).Count());
        Assert.Contains("sloppy", files.Single(static file => file.Key.EndsWith(".md", StringComparison.Ordinal)).Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PayloadCompression.None, true)]
    [InlineData(PayloadCompression.Zstd, true)]
    [InlineData(PayloadCompression.Zstd, false)]
    public async Task How_payloads_are_kept_changes_no_result(PayloadCompression compression, bool storeItems)
    {
        await using var ledger = new ScenarioProject { Spec = new ProjectSpec("ledger") { Storage = new SqliteStorageSpec { Compression = compression, StoreItemPayloads = storeItems } } };
        await using var usual = new ScenarioProject();
        ledger.Answer = usual.Answer = static (request, _) => ValueTask.FromResult<Output>(StoreCrasher.SampleLedger.AnswerOf(request) + new string(' ', 5000));

        var result = await ledger.RunAsync();

        Assert.Equal(await ScenarioProject.SheetAsync(await usual.RunAsync()), await ScenarioProject.SheetAsync(result));
        var first = await result.CandidatesAsync(Token).FirstAsync(Token);
        Assert.Equal("11" + new string(' ', 5000), (await first.OutputAsync(Token))!.Text);
    }
}
