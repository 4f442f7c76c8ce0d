using Assay.Errors;
using Assay.Identity;
using Assay.Storage;

namespace Assay.Tests.Storage;

public sealed class CandidateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Candidates_come_in_plan_order_with_their_scores()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var (first, second, third) = (store.Completed(1), store.Completed(2), store.Failed(3, ErrorCode.Timeout));
        var (a, b) = (TestStore.Item("a"), TestStore.Item("b"));
        await store.AppendAsync(
            first, second, third,
            store.Place(2, first, a), store.Place(0, second, b), store.Place(1, third, a),
            store.Scored(first, a, 0.25), store.Scored(second, b, null, ErrorCode.ParseFailed));

        var rows = await store.ReadAsync(new Overlay(store.Parse, store.Metric));

        Assert.Equal([0, 1, 2], rows.Select(r => r.Ordinal));
        Assert.Equal([b.RowId, a.RowId, a.RowId], rows.Select(r => r.Item));
        Assert.Equal([second.RowId, third.RowId, first.RowId], rows.Select(r => r.Generation.Id));
        Assert.Equal(ErrorCode.Timeout, rows[1].Generation.Failure);
        Assert.Equal(
            [new StoredScore(true, null, ErrorCode.ParseFailed), default, new StoredScore(true, 0.25, null)],
            rows.Select(r => r.Scores[0]));
    }

    [Fact]
    public async Task Part_of_a_plan_is_read_alone()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var item = TestStore.Item("a");
        for (var i = 0; i < 10; i++)
        {
            var generation = store.Completed(i);
            await store.AppendAsync(generation, store.Place(i, generation, item), store.Scored(generation, item, i));
        }

        Overlay[] overlays = [new(store.Parse, store.Metric), new(store.Parse, 0)];
        var rows = new List<(long, double?, bool)>();
        await foreach (var row in store.Store.ReadCandidatesAsync(store.Plan, overlays, 3, 4, default))
            rows.Add((row.Ordinal, row.Scores[0].Value, row.Scores[1].Exists));

        Assert.Equal([(3L, 3.0, true), (4, 4, true), (5, 5, true), (6, 6, true)], rows);
    }

    [Fact]
    public async Task Finished_candidates_are_counted_as_they_are_read()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var item = TestStore.Item("a");
        (double? Value, ErrorCode? Failure)[] scores = [(1, null), (null, ErrorCode.ParseFailed), (0, ErrorCode.ParseFailed), (null, ErrorCode.MetricFailed)];
        for (var i = 0; i < scores.Length; i++)
        {
            var generation = store.Completed(i);
            await store.AppendAsync(generation, store.Place(i, generation, item), store.Scored(generation, item, scores[i].Value, scores[i].Failure));
        }

        var (unscored, failed) = (store.Completed(10), store.Failed(11, ErrorCode.Timeout));
        await store.AppendAsync(unscored, store.Place(4, unscored, item), failed, store.Place(5, failed, item));

        var score = new Overlay(store.Parse, store.Metric);
        Overlay[][] asked = [[], [score], [new(store.Parse, 0)], [score, new(store.Parse, 0)], [score, new(store.Parse, 99)]];
        var read = new List<long>();
        var counted = new List<long>();
        foreach (var overlays in asked)
        {
            var finished = 0;
            await foreach (var candidate in store.Store.ReadCandidatesAsync(store.Plan, overlays, default))
                finished += candidate.IsFinished ? 1 : 0;
            read.Add(finished);
            counted.Add(await store.Store.CountFinishedAsync(store.Plan, overlays, default));
        }

        Assert.Equal([5, 3, 4, 3, 0], read);
        Assert.Equal(read, counted);
    }

    [Fact]
    public async Task Candidate_of_one_metric_says_how_its_generation_stands()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var item = TestStore.Item("a");
        var (scored, unscored, failed) = (store.Completed(1), store.Completed(2), store.Failed(3, ErrorCode.Timeout));
        await store.AppendAsync(
            scored, unscored, failed,
            store.Place(0, scored, item), store.Place(1, unscored, item), store.Place(2, failed, item),
            store.Scored(scored, item, 0.5));

        var rows = await store.ReadAsync(new Overlay(store.Parse, store.Metric));

        Assert.Equal(
            [(GenerationStatus.Completed, null), (GenerationStatus.Completed, null), (GenerationStatus.Failed, ErrorCode.Timeout)],
            rows.Select(static row => (row.Generation.Status, row.Generation.Failure)));
        Assert.Equal([new StoredScore(true, 0.5, null), default, default], rows.Select(static row => row.Scores[0]));
    }

    [Fact]
    public async Task Several_overlays_are_aligned_as_asked_and_strangers_left_out()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var other = await store.Store.InternAsync("metric", Digest.Of("other"), "{}", default);
        var stranger = await store.Store.InternAsync("metric", Digest.Of("stranger"), "{}", default);
        var generation = store.Completed(1);
        var item = TestStore.Item("a");
        await store.AppendAsync(
            generation,
            store.Place(0, generation, item),
            store.Scored(generation, item, 1, metric: other),
            store.Scored(generation, item, 2, metric: stranger),
            store.Scored(generation, item, 3));

        var row = Assert.Single(await store.ReadAsync(new(store.Parse, store.Metric), new(0, store.Metric), new(store.Parse, other), new(store.Parse, store.Metric)));

        Assert.Equal([3, null, 1, 3], row.Scores.Select(s => s.Value));
        Assert.Equal([true, false, true, true], row.Scores.Select(s => s.Exists));
    }

    [Fact]
    public async Task Without_overlays_each_candidate_comes_once()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var other = await store.Store.InternAsync("metric", Digest.Of("other"), "{}", default);
        var generation = store.Completed(1);
        var item = TestStore.Item("a");
        await store.AppendAsync(generation, store.Place(0, generation, item), store.Scored(generation, item, 1), store.Scored(generation, item, 1, metric: other));

        Assert.Empty(Assert.Single(await store.ReadAsync()).Scores);
    }

    [Fact]
    public async Task Two_items_that_share_a_generation_keep_their_own_scores()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var generation = store.Completed(1);
        var (a, b) = (TestStore.Item("a"), TestStore.Item("b"));
        await store.AppendAsync(
            generation,
            store.Place(0, generation, a), store.Place(1, generation, b),
            store.Scored(generation, a, 1), store.Scored(generation, b, 0));

        var rows = await store.ReadAsync(new Overlay(store.Parse, store.Metric));

        Assert.Equal([1, 0], rows.Select(r => r.Scores[0].Value));
    }

    [Fact]
    public async Task Parses_alone_are_columns_beside_scores()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var other = await store.Store.InternAsync("parse", Digest.Of("other"), "{}", default);
        var (first, second, third, fourth) = (store.Completed(1), store.Completed(2), store.Completed(3), store.Failed(4, ErrorCode.Timeout));
        var item = TestStore.Item("a");
        await store.AppendAsync(
            first, second, third, fourth,
            store.Place(0, first, item), store.Place(1, second, item), store.Place(2, third, item), store.Place(3, fourth, item),
            store.Scored(first, item, 0.5), store.Scored(second, item, null, ErrorCode.ParseFailed),
            new ScoreEntry { RunId = store.Run, Generation = new(first), Item = item, Transforms = [new(other, false, "broke", TimeSpan.Zero) { Failure = ErrorCode.ExtractorFailed }] });

        var rows = await store.ReadAsync(new(other, 0), new(store.Parse, store.Metric), new(store.Parse, 0));
        var alone = await store.ReadAsync(new Overlay(store.Parse, 0));

        var found = new StoredScore(true, 1, null);
        var notFound = new StoredScore(true, 0, ErrorCode.ParseFailed);
        Assert.Equal([found, notFound, default, default], rows.Select(r => r.Scores[2]));
        Assert.Equal([found, notFound, default, default], alone.Select(r => r.Scores[0]));
        Assert.Equal([new(true, 0.5, null), new(true, null, ErrorCode.ParseFailed), default, default], rows.Select(r => r.Scores[1]));
        Assert.Equal([new(true, 0, ErrorCode.ExtractorFailed), default, default, default], rows.Select(r => r.Scores[0]));
    }

    [Fact]
    public async Task Placing_a_candidate_again_replaces_it()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var (first, second) = (store.Completed(1), store.Completed(2));
        var item = TestStore.Item("a");
        await store.AppendAsync(first, second, store.Place(0, first, item), store.Place(0, second, item));

        Assert.Equal(second.RowId, Assert.Single(await store.ReadAsync()).Generation.Id);
    }

    [Fact]
    public async Task Generations_of_an_earlier_opening_can_be_placed_and_scored()
    {
        await using (var store = await TestStore.BeginAsync(folder))
            await store.AppendAsync(store.Completed(1));

        await using var again = await TestStore.BeginAsync(folder);
        var known = new GenerationRef((await again.FindAsync(1)).Id);
        var item = TestStore.Item("a");
        await again.AppendAsync(
            new PlanItemEntry { PlanId = again.Plan, Ordinal = 0, Generation = known, Item = item },
            new ScoreEntry { RunId = again.Run, Generation = known, Item = item, Evaluations = [new(0, again.Metric, 0.5, null, null, TimeSpan.Zero)] });

        Assert.Equal(0.5, Assert.Single(await again.ReadAsync(new Overlay(0, again.Metric))).Scores[0].Value);
    }

    [Fact]
    public async Task Finished_score_replaces_a_failed_one_and_nothing_replaces_a_finished_one()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var generation = store.Completed(1);
        var item = TestStore.Item("a");
        var overlay = new Overlay(store.Parse, store.Metric);
        await store.AppendAsync(generation, store.Place(0, generation, item), store.Scored(generation, item, null, ErrorCode.MetricFailed));
        Assert.Equal(ErrorCode.MetricFailed, Assert.Single(await store.ReadAsync(overlay)).Scores[0].Failure);

        await store.AppendAsync(store.Scored(generation, item, 0.75));
        await store.AppendAsync(store.Scored(generation, item, 0.5), store.Scored(generation, item, null, ErrorCode.MetricFailed));

        Assert.Equal(new StoredScore(true, 0.75, null), Assert.Single(await store.ReadAsync(overlay)).Scores[0]);
    }

    [Fact]
    public async Task Failed_parse_is_final()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var generation = store.Completed(1);
        var item = TestStore.Item("a");
        await store.AppendAsync(generation, store.Place(0, generation, item), store.Scored(generation, item, null, ErrorCode.ParseFailed), store.Scored(generation, item, 1));

        Assert.Equal(ErrorCode.ParseFailed, Assert.Single(await store.ReadAsync(new Overlay(store.Parse, store.Metric))).Scores[0].Failure);
    }

    [Fact]
    public async Task Stream_can_be_left_half_way_and_the_store_used_on()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var item = TestStore.Item("a");
        for (var i = 0; i < 100; i++)
        {
            var generation = store.Completed(i);
            await store.AppendAsync(generation, store.Place(i, generation, item));
        }

        await foreach (var candidate in store.Store.ReadCandidatesAsync(store.Plan, [], default))
        {
            if (candidate.Ordinal == 50)
                break;
        }

        Assert.Equal(100, (await store.ReadAsync()).Count);
    }
}
