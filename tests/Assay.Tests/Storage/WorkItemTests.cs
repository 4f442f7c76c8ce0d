using Assay.Errors;
using Assay.Identity;
using Assay.Planning;
using Assay.Storage;
using Assay.Storage.Manifests;

namespace Assay.Tests.Storage;

public sealed class WorkItemTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Work_has_one_piece_per_candidate_parse_and_score()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.PlanAsync(3);

        var work = await bundle.WorkAsync();

        Assert.Equal([(WorkStage.Generation, 3), (WorkStage.Transform, 6), (WorkStage.Evaluation, 6)], work.CountBy(item => item.Stage).Select(pair => (pair.Key, pair.Value)));
        Assert.All(work, item => Assert.Equal(WorkStatus.Pending, item.Status));
        Assert.Equal(15, work.Select(item => item.Id).Distinct().Count());
        Assert.Equal([0, 1, 2], work.Take(3).Select(item => item.Ordinal));
        Assert.Equal(["item 0", "item 1", "item 2"], work.Take(3).Select(item => item.ItemId));
    }

    [Fact]
    public async Task Work_is_named_by_what_it_makes()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.PlanAsync(1);
        var transform = TrialIdentity.OfTransform(TestBundle.Key(0), Digest.Of("letter"));
        var item = TestBundle.Item(0).Item.Digest;

        var keys = (await bundle.WorkAsync()).Select(one => one.Key);

        Assert.Equal(
            [
                TestBundle.Key(0),
                transform,
                TrialIdentity.OfTransform(TestBundle.Key(0), Digest.Of("number")),
                TrialIdentity.OfEvaluation(transform, Digest.Of("accuracy"), item),
                TrialIdentity.OfEvaluation(TestBundle.Key(0), Digest.Of("length"), item),
            ],
            keys);
    }

    [Fact]
    public async Task Status_follows_from_what_is_stored()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.PlanAsync(5);
        await AppendMixtureAsync(bundle);

        Assert.Equal("0:Completed 1:Failed 2:Completed 3:Completed 4:Pending", await TextAsync(bundle, WorkStage.Generation, 0, 0));
        Assert.Equal("0:Completed 1:Skipped 2:Completed 3:Failed 4:Pending", await TextAsync(bundle, WorkStage.Transform, bundle.Letter, 0));
        Assert.Equal("0:Pending 1:Skipped 2:Pending 3:Pending 4:Pending", await TextAsync(bundle, WorkStage.Transform, bundle.Number, 0));
        Assert.Equal("0:Completed 1:Skipped 2:Completed 3:Skipped 4:Pending", await TextAsync(bundle, WorkStage.Evaluation, bundle.Letter, bundle.Accuracy));
        Assert.Equal("0:Failed 1:Skipped 2:Pending 3:Pending 4:Pending", await TextAsync(bundle, WorkStage.Evaluation, 0, bundle.Length));
    }

    [Fact]
    public async Task Counts_agree_with_the_work_that_is_read()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.PlanAsync(5);
        await AppendMixtureAsync(bundle);
        await bundle.Manifests.ClaimAsync(TestBundle.RunHash, "w", TimeSpan.FromMinutes(5), 1, Now, default);
        var work = await bundle.WorkAsync();

        foreach (var counts in await bundle.Manifests.CountAsync(TestBundle.RunHash, Now, default))
        {
            var stage = work.Where(item => item.Stage == counts.Stage).ToList();
            int Count(WorkStatus status) => stage.Count(item => item.Status == status);
            Assert.Equal(
                new StageCounts(counts.Stage, stage.Count, Count(WorkStatus.Pending), Count(WorkStatus.Running), Count(WorkStatus.Completed), Count(WorkStatus.Failed), Count(WorkStatus.Skipped)),
                counts);
        }
    }

    [Fact]
    public async Task Many_columns_are_counted_each()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.PlanAsync(5);
        await AppendMixtureAsync(bundle);
        var columns = new List<Overlay> { new(bundle.Letter, bundle.Accuracy), new(0, bundle.Length) };
        for (var i = 0; i < 60; i++)
            columns.Add(new Overlay(0, await bundle.Storage.Runs.InternAsync("metric", Digest.Of($"metric {i}"), "{}", default)));
        await bundle.Manifests.SaveColumnsAsync(TestBundle.RunHash, bundle.Plan, columns, default);

        var counts = await bundle.Manifests.CountAsync(TestBundle.RunHash, Now, default);

        Assert.Equal(new StageCounts(WorkStage.Generation, 5, 1, 0, 3, 1, 0), counts[0]);
        Assert.Equal(new StageCounts(WorkStage.Transform, 5, 1, 0, 2, 1, 1), counts[1]);
        Assert.Equal(new StageCounts(WorkStage.Evaluation, 310, 310 - 2 - 1 - 63, 0, 2, 1, 63), counts[2]);
    }

    [Fact]
    public async Task Work_can_be_read_by_status()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.PlanAsync(5);
        await AppendMixtureAsync(bundle);

        Assert.Equal([1], (await bundle.WorkAsync(WorkStage.Generation, WorkStatus.Failed)).Select(item => item.Ordinal));
        Assert.Equal([4], (await bundle.WorkAsync(WorkStage.Generation, WorkStatus.Pending)).Select(item => item.Ordinal));
        Assert.Equal(5, (await bundle.WorkAsync(status: WorkStatus.Skipped)).Count);
    }

    [Fact]
    public async Task Ended_work_says_when_and_where_and_what_went_wrong()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.PlanAsync(2);
        var large = new string('x', 1000);
        var (completed, failed) = (bundle.Completed(0, large), bundle.Failed(1));
        await bundle.AppendAsync(completed, failed);

        var work = await bundle.WorkAsync(WorkStage.Generation);

        Assert.Equal((completed.Started, completed.Started + completed.Duration, 1, null, null), (work[0].Started, work[0].Ended, work[0].Attempts, work[0].LastErrorCode, work[0].LastError));
        Assert.Equal([FormattableString.Invariant($"event:{completed.RowId}"), $"blob:{Digest.Of(large)}"], work[0].ArtifactRefs);
        Assert.Equal((3, ErrorCode.Timeout, "It took too long."), (work[1].Attempts, work[1].LastErrorCode, work[1].LastError));
        Assert.Equal([FormattableString.Invariant($"event:{failed.RowId}")], work[1].ArtifactRefs);
    }

    [Fact]
    public async Task Parse_that_found_nothing_is_done_and_says_so()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.PlanAsync(3);
        await AppendMixtureAsync(bundle);

        var parse = Assert.Single(await bundle.WorkAsync(WorkStage.Transform, WorkStatus.Completed), item => item.Ordinal == 2);

        Assert.Equal((ErrorCode.ParseFailed, "no letter", 1), (parse.LastErrorCode, parse.LastError, parse.Attempts));
    }

    [Fact]
    public async Task Work_that_another_run_has_done_already_is_done()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.AppendAsync(bundle.Completed(1));

        await bundle.PlanAsync(3);

        Assert.Equal("0:Pending 1:Completed 2:Pending", await TextAsync(bundle, WorkStage.Generation, 0, 0));
    }

    [Fact]
    public async Task Projections_that_are_made_anew_leave_work_as_it_stands()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.PlanAsync(5);
        await AppendMixtureAsync(bundle);
        var before = await bundle.WorkAsync();

        await bundle.Storage.Care!.RebuildAsync(TestContext.Current.CancellationToken);

        Assert.Equal(before.Select(item => item with { ArtifactRefs = [] }), (await bundle.WorkAsync()).Select(item => item with { ArtifactRefs = [] }));
    }

    /// <summary>0 parsed and scored, 1 failed, 2 found nothing, 3 broke in its parse, 4 nothing yet.</summary>
    private static async Task AppendMixtureAsync(TestBundle bundle)
    {
        var (found, empty, broken) = (bundle.Completed(0), bundle.Completed(2), bundle.Completed(3));
        await bundle.AppendAsync(
            found, bundle.Failed(1), empty, broken,
            new PlanItemEntry { PlanId = bundle.Plan, Ordinal = 0, Generation = new(found), Item = TestBundle.Item(0) },
            bundle.Scored(
                found,
                TestBundle.Item(0),
                [new(bundle.Letter, true, "A", TimeSpan.Zero)],
                new(bundle.Letter, bundle.Accuracy, 1, null, null, TimeSpan.Zero),
                new(0, bundle.Length, null, ErrorCode.MetricFailed, "It threw.", TimeSpan.Zero)),
            bundle.Scored(
                empty,
                TestBundle.Item(2),
                [new(bundle.Letter, false, "no letter", TimeSpan.Zero)],
                new EvaluationRecord(bundle.Letter, bundle.Accuracy, null, ErrorCode.ParseFailed, "no letter", TimeSpan.Zero)),
            bundle.Scored(
                broken,
                TestBundle.Item(3),
                [new(bundle.Letter, false, "It threw.", TimeSpan.Zero) { Failure = ErrorCode.ExtractorFailed }],
                new EvaluationRecord(bundle.Letter, bundle.Accuracy, null, ErrorCode.ExtractorFailed, "It threw.", TimeSpan.Zero)));
    }

    private static async Task<string> TextAsync(TestBundle bundle, WorkStage stage, long parse, long metric)
    {
        var work = await bundle.WorkAsync(stage);
        return string.Join(' ', work.Where(item => item.ParseId == parse && item.MetricId == metric).Select(item => FormattableString.Invariant($"{item.Ordinal}:{item.Status}")));
    }
}
