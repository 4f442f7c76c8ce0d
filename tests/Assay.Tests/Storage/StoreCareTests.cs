using System.Text;
using Assay.Errors;
using Assay.Identity;
using Assay.Storage;
using Assay.Storage.Care;
using Assay.StoreCrasher;

namespace Assay.Tests.Storage;

public sealed class StoreCareTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string LongText { get; } = string.Concat(Enumerable.Range(0, 200).Select(static i => FormattableString.Invariant($"word {i} ")));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Store_with_something_of_everything_is_sound()
    {
        await using (var storage = await OpenAsync())
            await SampleDetails.WriteAsync(storage);

        var verification = await VerifyAsync();

        Assert.Empty(verification.Findings);
        Assert.True(verification.Events > 8 && verification.Payloads > 0);
    }

    [Theory]
    [InlineData("UPDATE payloads SET data = x'00', codec = 0", FindingCode.PayloadMismatch, "payloads 1")]
    [InlineData("UPDATE payloads SET codec = 9", FindingCode.PayloadMismatch, "payloads 1")]
    [InlineData("UPDATE items SET text = 'other'", FindingCode.PayloadMismatch, "items 1")]
    [InlineData("UPDATE items SET item_id = 'other'", FindingCode.PayloadMismatch, "items 1")]
    [InlineData("DELETE FROM payloads", FindingCode.DanglingReference, "events 3")]
    [InlineData("DELETE FROM definitions WHERE kind = 'metric'", FindingCode.DanglingReference, "events 5")]
    [InlineData("DELETE FROM items", FindingCode.DanglingReference, "plan_items 1/0")]
    [InlineData("DELETE FROM evaluations", FindingCode.ProjectionDiffers, "evaluations 3/1/3/5")]
    [InlineData("UPDATE evaluations SET value = 0.5", FindingCode.ProjectionDiffers, "evaluations 3/1/3/5")]
    [InlineData("UPDATE generations SET state = 2", FindingCode.ProjectionDiffers, "generations 3")]
    [InlineData("INSERT INTO details VALUES (3, 999)", FindingCode.ProjectionDiffers, "details 3/999")]
    public async Task Fault_is_found_with_its_code_and_place(string fault, FindingCode code, string place)
    {
        await WriteOneAsync();
        StoreInspector.Execute(folder.Path, fault);

        var findings = (await VerifyAsync()).Findings;

        Assert.Contains(findings, finding => finding.Code == code && finding.Place == place && finding.Message.Contains('.', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rebuilding_mends_projections()
    {
        await WriteOneAsync();
        StoreInspector.Execute(folder.Path, "UPDATE evaluations SET value = 0.5; DELETE FROM generation_keys");

        await using (var storage = await OpenAsync())
            await storage.Care!.RebuildAsync(Token);

        Assert.Empty((await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Dropped_run_goes_with_all_that_it_alone_used()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.PlanAsync(2);
        await AddAsync(bundle, 0, LongText);
        var other = await BeginOtherAsync(bundle);
        await AddAsync(bundle, 1, "kept", other);

        var report = await bundle.Storage.Care!.CompactAsync(new CompactOptions { DropRuns = [bundle.Run] }, Token);

        Assert.Equal((1, 0, 1), (report.Runs, report.RunsKept.Count, report.Payloads));
        Assert.Equal([other.Run], (await bundle.Storage.Projections.ReadRunsAsync(Token)).Select(static run => run.Id));
        Assert.Empty(await bundle.Storage.Projections.FindGenerationsAsync(TestBundle.Key(0).ToString(), 1, Token));
        Assert.Equal("kept", (await OutputAsync(bundle, 1)).Text);
        Assert.Empty(await bundle.Manifests.FindAsync(TestBundle.RunHash.ToString(), Token));
        Assert.Null(await bundle.Storage.Projections.ReadPlanAsync(bundle.Plan, Token));
        Assert.Empty((await bundle.Storage.Care!.VerifyAsync(Token)).Findings);
    }

    [Fact]
    public async Task Dropped_run_leaves_what_a_later_run_found_stored()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var generation = await AddAsync(bundle, 0, LongText);
        var other = await BeginOtherAsync(bundle);
        await bundle.AppendAsync(new PlanItemEntry { PlanId = other.Plan, Ordinal = 0, Generation = new(generation.RowId), Item = TestBundle.Item(0) });

        var report = await bundle.Storage.Care!.CompactAsync(new CompactOptions { DropRuns = [bundle.Run] }, Token);

        Assert.Equal([bundle.Run], report.RunsKept);
        Assert.Equal(LongText, (await OutputAsync(bundle, 0)).Text);
        Assert.Empty((await bundle.Storage.Care!.VerifyAsync(Token)).Findings);
    }

    [Fact]
    public async Task Store_goes_on_after_it_was_compacted()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await AddAsync(bundle, 0, "dropped");
        var other = await BeginOtherAsync(bundle);
        await bundle.Storage.Care!.CompactAsync(new CompactOptions { DropRuns = [bundle.Run] }, Token);

        await AddAsync(bundle, 0, "made again", other);

        Assert.Equal("made again", (await OutputAsync(bundle, 0)).Text);
        Assert.Empty((await bundle.Storage.Care!.VerifyAsync(Token)).Findings);
    }

    [Fact]
    public async Task Blobs_that_no_row_names_go_unless_they_are_to_be_kept()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var kept = await bundle.Storage.Blobs.PutAsync(Encoding.UTF8.GetBytes("kept"), Token);
        var lost = await bundle.Storage.Blobs.PutAsync(Encoding.UTF8.GetBytes("lost"), Token);
        await AddAsync(bundle, 0, LongText);

        Assert.Equal(0, (await bundle.Storage.Care!.CompactAsync(new CompactOptions { DropUnreferenced = false }, Token)).Payloads);
        Assert.Equal(1, (await bundle.Storage.Care!.CompactAsync(new CompactOptions { KeepBlobs = [kept] }, Token)).Payloads);

        Assert.True(await bundle.Storage.Blobs.ExistsAsync(kept, Token));
        Assert.False(await bundle.Storage.Blobs.ExistsAsync(lost, Token));
        Assert.Equal(LongText, (await OutputAsync(bundle, 0)).Text);
    }

    [Fact]
    public async Task Compaction_is_refused_while_a_run_is_under_way()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await using var held = await bundle.Storage.Runs.AcquireWriterAsync(null, Token);

        var exception = await Assert.ThrowsAsync<StoreException>(() => bundle.Storage.Care!.CompactAsync(null, Token));
        Assert.Equal(ErrorCode.StoreBusy, exception.Code);
    }

    [Fact]
    public async Task Run_that_is_not_there_cannot_be_dropped()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);

        var exception = await Assert.ThrowsAsync<StoreException>(() => bundle.Storage.Care!.CompactAsync(new CompactOptions { DropRuns = [bundle.Run, 77] }, Token));

        Assert.Equal(ErrorCode.OptionInvalid, exception.Code);
        Assert.Contains("no run 77", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(await bundle.Storage.Projections.ReadRunAsync(bundle.Run, Token));
    }

    private static async Task<Output> OutputAsync(TestBundle bundle, long number) =>
        await bundle.Storage.Runs.ReadOutputAsync((await bundle.Storage.Projections.FindGenerationsAsync(TestBundle.Key(number).ToString(), 1, Token))[0].Generation.Id, Token);

    private static async Task<(long Run, long Plan)> BeginOtherAsync(TestBundle bundle)
    {
        var plan = await bundle.Storage.Runs.OpenPlanAsync(new PlanRecord(Digest.Of("other plan"), "bench", "other", 1, "{}"), Token);
        return (await bundle.Storage.Runs.BeginRunAsync([plan], "{}", DateTimeOffset.UnixEpoch, Token), plan);
    }

    private static async Task<GenerationEntry> AddAsync(TestBundle bundle, int number, string text, (long Run, long Plan)? other = null)
    {
        var (run, plan) = other ?? (bundle.Run, bundle.Plan);
        var item = TestBundle.Item(number);
        var generation = new GenerationEntry
        {
            RunId = run,
            Key = TestBundle.Key(number),
            ModelId = bundle.Model,
            Seed = number,
            Output = text,
            Started = DateTimeOffset.UnixEpoch,
            Duration = TimeSpan.FromSeconds(1),
        };
        await bundle.AppendAsync(
            generation,
            new PlanItemEntry { PlanId = plan, Ordinal = number, Generation = new(generation), Item = item },
            new ScoreEntry
            {
                RunId = run,
                Generation = new(generation),
                Item = item,
                Transforms = [new TransformRecord(bundle.Letter, true, "A", TimeSpan.Zero)],
                Evaluations = [new EvaluationRecord(bundle.Letter, bundle.Accuracy, 1, null, null, TimeSpan.Zero)],
            });
        return generation;
    }

    /// <summary>A generation of a long text with a parse and a score: events 3 to 5 after those of the run.</summary>
    private async Task WriteOneAsync()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await AddAsync(bundle, 0, LongText);
    }

    private Task<StorageBundle> OpenAsync() => TestStorage.OpenAsync(new TestOptions(folder.Path));

    private async Task<StoreVerification> VerifyAsync()
    {
        await using var storage = await OpenAsync();
        return await storage.Care!.VerifyAsync(Token);
    }
}
