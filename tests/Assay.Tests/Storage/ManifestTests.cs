using Assay.Identity;
using Assay.Storage;
using Assay.Storage.Manifests;

namespace Assay.Tests.Storage;

public sealed class ManifestTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Manifest_comes_back_whole_and_is_kept_once()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var other = await bundle.Storage.Runs.OpenPlanAsync(new PlanRecord(Digest.Of("other"), "bench", "other", 3, "{}"), default);
        var manifest = Manifest(1, other, bundle.Plan) with { SpecJson = "{\"long\":\"" + new string('x', 3000) + "\"}" };
        await bundle.Manifests.SaveAsync(manifest, default);
        await bundle.Manifests.SaveAsync(manifest with { Name = "renamed", PlanIds = [] }, default);

        var found = Assert.Single(await bundle.Manifests.FindAsync(manifest.RunId.ToString(), default));

        Assert.Equal(manifest with { PlanIds = found.PlanIds }, found);
        Assert.Equal([other, bundle.Plan], found.PlanIds);
    }

    [Fact]
    public async Task Manifests_are_found_by_the_beginning_of_their_run()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        foreach (var number in Enumerable.Range(0, 100))
            await bundle.Manifests.SaveAsync(Manifest(number), default);
        var prefix = TestBundle.Key(5).Short[..1];
        var expected = Enumerable.Range(0, 100).Select(i => TestBundle.Key(i)).Where(key => key.Short.StartsWith(prefix, StringComparison.Ordinal)).Order();

        Assert.Equal(expected, (await bundle.Manifests.FindAsync(prefix, default)).Select(manifest => manifest.RunId));
        Assert.Empty(await bundle.Manifests.FindAsync("not hexadecimal", default));
    }

    [Fact]
    public async Task Manifests_are_listed_newest_first()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        foreach (var number in Enumerable.Range(0, 3))
            await bundle.Manifests.SaveAsync(Manifest(number), default);

        var listed = await bundle.Manifests.ListAsync(default).Select(manifest => manifest.RunId).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([TestBundle.Key(2), TestBundle.Key(1), TestBundle.Key(0)], listed);
    }

    [Fact]
    public async Task Work_saved_twice_is_kept_once()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.PlanAsync(10_000);
        await bundle.Manifests.SaveWorkItemsAsync(bundle.Plan, TestBundle.Seeds(10_001), default);

        Assert.Equal(10_001, (await bundle.Manifests.CountAsync(TestBundle.RunHash, DateTimeOffset.UnixEpoch, default))[0].Total);
    }

    [Fact]
    public async Task Columns_belong_to_a_run_and_its_plan_and_are_replaced_together()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.PlanAsync(4);
        await bundle.Manifests.SaveAsync(Manifest(1, bundle.Plan), default);
        await bundle.Manifests.SaveColumnsAsync(TestBundle.Key(1), bundle.Plan, [new(bundle.Letter, bundle.Accuracy)], default);
        await bundle.Manifests.SaveColumnsAsync(TestBundle.Key(1), bundle.Plan, [new(0, bundle.Length)], default);

        var first = await bundle.Manifests.CountAsync(TestBundle.RunHash, DateTimeOffset.UnixEpoch, default);
        var second = await bundle.Manifests.CountAsync(TestBundle.Key(1), DateTimeOffset.UnixEpoch, default);

        Assert.Equal([4, 8, 8], first.Select(stage => stage.Total));
        Assert.Equal([4, 0, 4], second.Select(stage => stage.Total));
    }

    [Fact]
    public async Task Unknown_run_has_no_work()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);

        Assert.Empty(await bundle.WorkAsync());
        Assert.All(await bundle.Manifests.CountAsync(TestBundle.RunHash, DateTimeOffset.UnixEpoch, default), stage => Assert.Equal(0, stage.Total));
        Assert.Empty(await bundle.Manifests.ClaimAsync(TestBundle.RunHash, "w", TimeSpan.FromMinutes(1), 10, DateTimeOffset.UnixEpoch, default));
    }

    [Fact]
    public async Task Activity_is_the_last_report_of_each_process_and_stage_unless_stale()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var start = DateTimeOffset.UnixEpoch.AddHours(1);
        await bundle.Manifests.ReportActivityAsync(TestBundle.RunHash, "a", WorkStage.Generation, 9, start, default);
        await bundle.Manifests.ReportActivityAsync(TestBundle.RunHash, "a", WorkStage.Generation, 4, start.AddSeconds(2), default);
        await bundle.Manifests.ReportActivityAsync(TestBundle.RunHash, "b", WorkStage.Evaluation, 1, start.AddSeconds(1), default);
        await bundle.Manifests.ReportActivityAsync(TestBundle.Key(1), "a", WorkStage.Generation, 7, start.AddSeconds(2), default);

        var all = await bundle.Manifests.ReadActivityAsync(TestBundle.RunHash, start, default);
        var fresh = await bundle.Manifests.ReadActivityAsync(TestBundle.RunHash, start.AddSeconds(2), default);

        Assert.Equal([new("a", WorkStage.Generation, 4, start.AddSeconds(2)), new("b", WorkStage.Evaluation, 1, start.AddSeconds(1))], all);
        Assert.Equal("a", Assert.Single(fresh).Owner);
    }

    private static ManifestRecord Manifest(long number, params long[] plans) =>
        new(TestBundle.Key(number), "project", "bench", "experiment", "{}", DateTimeOffset.UnixEpoch.AddSeconds(number), plans);
}
