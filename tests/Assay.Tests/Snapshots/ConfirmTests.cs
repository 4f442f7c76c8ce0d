using Assay.Results;
using Assay.Snapshots;
using Assay.Specs;
using Assay.Tests.Datasets;

namespace Assay.Tests.Snapshots;

/// <summary>More samples before a regression is reported.</summary>
public sealed class ConfirmTests
{
    private static readonly BenchmarkSpec Confirming = Triage.Benchmark with { Gates = [new GateSpec("accuracy", GatePolicy.Significance) { Confirm = 4 }] };

    private static ItemScore[] Before => Triage.Items(50, i => i < 40 ? 1 : 0);

    private static ItemScore[] After => Triage.Items(50, i => i is < 8 ? 0 : i < 41 ? 1 : 0);

    [Fact]
    public void Only_items_that_changed_are_sampled_again()
    {
        var request = Assert.Single(Gate.ToConfirm(Gate.Compare(Confirming, "billing", Before, After)));

        Assert.Equal((4, "m", "billing"), (request.Samples, request.Variant.Model, request.Slice));
        Assert.Equal(["t-000", "t-001", "t-002", "t-003", "t-004", "t-005", "t-006", "t-007", "t-040"], request.ItemIds);
    }

    [Fact]
    public void Nothing_is_asked_for_where_nothing_regressed_or_no_gate_confirms()
    {
        Assert.Empty(Gate.ToConfirm(Gate.Compare(Confirming, "billing", Before, Before)));
        Assert.Empty(Gate.ToConfirm(Gate.Compare(Triage.Benchmark with { Gates = [new GateSpec("accuracy", GatePolicy.Significance)] }, "billing", Before, After)));
    }

    [Theory]
    [InlineData(1, Verdict.Passed, "9 items that changed were sampled again, which does not confirm a regression")]
    [InlineData(0, Verdict.Regressed, "9 items that changed were sampled again, which confirms it")]
    public void The_verdict_uses_all_samples(double again, Verdict expected, string reason)
    {
        var verdict = Gate.Compare(new SliceResult(Confirming, "billing", After) { Resampled = More(i => i < 8 ? again : 1) }, Before);
        var comparison = Assert.Single(verdict.Comparisons);

        Assert.Equal((expected, 9), (verdict.Verdict, comparison.Resampled));
        Assert.Contains(reason, comparison.Reasons);
        Assert.Empty(verdict.Changes);
        if (expected == Verdict.Passed)
            Assert.Equal(0.8 - (8 * 0.2 / 50) + (1 / 50.0), comparison.MeanAfter!.Value, 1e-12);
    }

    [Fact]
    public async Task A_snapshot_folder_asks_for_samples_before_it_reports()
    {
        using var folder = new TemporaryFolder();
        var snapshots = new SnapshotFolder();
        var request = new SnapshotRequest(folder.Path, "Triage");
        await snapshots.VerifyAsync(request with { Accept = true }, new SliceResult(Confirming, "billing", Before), TestContext.Current.CancellationToken);
        var asked = 0;

        var withdrawn = await snapshots.VerifyAsync(request with { Resample = Again(1) }, new SliceResult(Confirming, "billing", After), TestContext.Current.CancellationToken);
        var unconfirmed = await snapshots.VerifyAsync(request with { Resample = (_, _) => Task.FromResult<IReadOnlyList<ItemScore>>([]) }, new SliceResult(Confirming, "billing", After), TestContext.Current.CancellationToken);
        var confirmed = await snapshots.VerifyAsync(request with { Resample = Again(0) }, new SliceResult(Confirming, "billing", After), TestContext.Current.CancellationToken);

        Assert.Equal((false, true, true, 2), (withdrawn.Fails, unconfirmed.Fails, confirmed.Fails, asked));
        Assert.Contains("does not confirm a regression", withdrawn.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("1,1", await File.ReadAllTextAsync(Path.Combine(folder.Path, "Triage.received.items.tsv"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        Func<IReadOnlyList<ResampleRequest>, CancellationToken, Task<IReadOnlyList<ItemScore>>> Again(double value) => (requests, _) =>
        {
            asked++;
            return Task.FromResult<IReadOnlyList<ItemScore>>(More(_ => value, [.. requests.Single().ItemIds]));
        };
    }

    private static ItemScore[] More(Func<int, double> value, string[]? items = null) =>
        [.. (items ?? [.. Enumerable.Range(0, 8).Append(40).Select(i => $"t-{i:000}")]).Select((item, i) => new ItemScore("billing", item, "m", "", "", "accuracy", [.. Enumerable.Repeat(new SampleScore(value(i)), 4)]))];
}
