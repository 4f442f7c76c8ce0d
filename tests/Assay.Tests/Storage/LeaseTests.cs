using Assay.Storage.Manifests;

namespace Assay.Tests.Storage;

public sealed class LeaseTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(60);
    private static readonly TimeSpan Ttl = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Claims_give_out_pending_work_in_order_until_there_is_none()
    {
        await using var bundle = await PlannedAsync(5);
        await bundle.AppendAsync(bundle.Completed(1));

        Assert.Equal([0, 2, 3], await ClaimAsync(bundle, "a", 3));
        Assert.Equal([4], await ClaimAsync(bundle, "b", 3));
        Assert.Empty(await ClaimAsync(bundle, "b", 3));
    }

    [Fact]
    public async Task Claimed_work_is_running_and_says_who_holds_it()
    {
        await using var bundle = await PlannedAsync(2);

        var claimed = Assert.Single(await bundle.Manifests.ClaimAsync(TestBundle.RunHash, "a", Ttl, 1, Now, default));

        Assert.Equal((WorkStatus.Running, 0L, "a", Now + Ttl, 1), (claimed.Status, claimed.Ordinal, claimed.LeaseOwner, claimed.LeaseExpires, claimed.Attempts));
        Assert.Equal((TestBundle.Key(0), "item 0"), (claimed.Key, claimed.ItemId));
        Assert.Equal([(1L, 1L), (0, 2)], [await CountAsync(bundle, Now), await CountAsync(bundle, Now + Ttl)]);
    }

    [Fact]
    public async Task Expired_work_is_given_to_the_next_and_its_attempts_are_counted()
    {
        await using var bundle = await PlannedAsync(3);
        await ClaimAsync(bundle, "a", 2);

        Assert.Equal([2], await ClaimAsync(bundle, "b", 3, Now + Ttl - TimeSpan.FromSeconds(1)));
        var again = await bundle.Manifests.ClaimAsync(TestBundle.RunHash, "b", Ttl, 10, Now + Ttl, default);

        Assert.Equal([(0, 2, "b"), (1L, 2, "b")], again.Select(item => (item.Ordinal, item.Attempts, item.LeaseOwner!)));
    }

    [Fact]
    public async Task Renewed_leases_live_on_and_expired_ones_do_not()
    {
        await using var bundle = await PlannedAsync(3);
        await ClaimAsync(bundle, "a", 2);
        await ClaimAsync(bundle, "b", 1);

        Assert.Equal(2, await bundle.Manifests.RenewAsync(TestBundle.RunHash, "a", Ttl, Now + Ttl - TimeSpan.FromSeconds(1), default));
        Assert.Equal(0, await bundle.Manifests.RenewAsync(TestBundle.RunHash, "b", Ttl, Now + Ttl, default));

        Assert.Equal([2], await ClaimAsync(bundle, "c", 10, Now + Ttl));
    }

    [Fact]
    public async Task Renewing_counts_only_work_that_is_not_done()
    {
        await using var bundle = await PlannedAsync(3);
        await ClaimAsync(bundle, "a", 3);
        await bundle.AppendAsync(bundle.Completed(0), bundle.Failed(1));

        Assert.Equal(1, await bundle.Manifests.RenewAsync(TestBundle.RunHash, "a", Ttl, Now, default));
    }

    [Fact]
    public async Task Released_work_is_given_out_again_at_once()
    {
        await using var bundle = await PlannedAsync(4);
        await ClaimAsync(bundle, "a", 3);
        await ClaimAsync(bundle, "b", 1);

        await bundle.Manifests.ReleaseAsync(TestBundle.RunHash, "a", [new(bundle.Plan, 1), new(bundle.Plan, 3)], default);
        Assert.Equal([1], await ClaimAsync(bundle, "c", 10));

        await bundle.Manifests.ReleaseAsync(TestBundle.RunHash, "a", null, default);
        Assert.Equal([0, 2], await ClaimAsync(bundle, "c", 10));
    }

    [Fact]
    public async Task Work_that_ended_is_not_given_out_when_its_lease_runs_out()
    {
        await using var bundle = await PlannedAsync(3);
        await ClaimAsync(bundle, "a", 3);
        await bundle.AppendAsync(bundle.Completed(0), bundle.Failed(1));

        Assert.Equal([2], await ClaimAsync(bundle, "b", 10, Now + Ttl));
        Assert.Equal([WorkStatus.Completed, WorkStatus.Failed], (await bundle.WorkAsync(WorkStage.Generation)).Take(2).Select(item => item.Status));
    }

    [Fact]
    public async Task Failed_work_is_given_out_once_it_is_to_be_retried()
    {
        await using var bundle = await PlannedAsync(3);
        await bundle.AppendAsync(bundle.Completed(0), bundle.Failed(1), bundle.Failed(2));
        Assert.Empty(await ClaimAsync(bundle, "a", 10));

        Assert.Equal(2, await bundle.Manifests.RetryFailedAsync(TestBundle.RunHash, default));
        Assert.Equal(0, await bundle.Manifests.RetryFailedAsync(TestBundle.RunHash, default));
        Assert.Equal([WorkStatus.Completed, WorkStatus.Pending, WorkStatus.Pending], (await bundle.WorkAsync(WorkStage.Generation)).Select(item => item.Status));

        Assert.Equal([1, 2], await ClaimAsync(bundle, "a", 10));
        await bundle.AppendAsync(bundle.Failed(1), bundle.Completed(2));
        Assert.Equal([WorkStatus.Completed, WorkStatus.Failed, WorkStatus.Completed], (await bundle.WorkAsync(WorkStage.Generation)).Select(item => item.Status));
    }

    [Fact]
    public async Task Work_of_a_providers_job_is_running_until_it_ends_or_leaves_the_job()
    {
        await using var bundle = await PlannedAsync(3);
        await bundle.Manifests.SetExternalJobAsync(TestBundle.RunHash, [new(bundle.Plan, 0), new(bundle.Plan, 1)], "job-1", default);

        Assert.Equal([2], await ClaimAsync(bundle, "a", 10, Now.AddYears(1)));
        Assert.Equal([("job-1", WorkStatus.Running, 1), ("job-1", WorkStatus.Running, 1)], (await bundle.WorkAsync(WorkStage.Generation)).Take(2).Select(item => (item.ExternalJobId!, item.Status, item.Attempts)));

        await bundle.AppendAsync(bundle.Failed(0));
        await bundle.Manifests.SetExternalJobAsync(TestBundle.RunHash, [new(bundle.Plan, 1)], null, default);

        Assert.Equal([WorkStatus.Failed, WorkStatus.Pending], (await bundle.WorkAsync(WorkStage.Generation)).Take(2).Select(item => item.Status));
        Assert.Equal([1], await ClaimAsync(bundle, "b", 10));
    }

    [Fact]
    public async Task Work_that_asks_the_same_thing_is_not_given_out_twice()
    {
        await using var bundle = await PlannedAsync(0);
        var item = TestBundle.Item(0);
        await bundle.Manifests.SaveWorkItemsAsync(bundle.Plan, new[] { new WorkItemSeed(0, TestBundle.Key(7), item), new(1, TestBundle.Key(7), item), new(2, TestBundle.Key(8), item) }.ToAsyncEnumerable(), default);

        Assert.Equal([0, 2], await ClaimAsync(bundle, "a", 10));
        Assert.Empty(await ClaimAsync(bundle, "b", 10, Now.AddSeconds(1)));
        Assert.Equal([0], (await ClaimAsync(bundle, "b", 10, Now + Ttl)).Order().Take(1));

        await bundle.AppendAsync(bundle.Completed(7));
        Assert.Equal([WorkStatus.Completed, WorkStatus.Completed], (await bundle.WorkAsync(WorkStage.Generation)).Take(2).Select(one => one.Status));
    }

    [Fact]
    public async Task Work_that_is_planned_while_others_claim_is_given_out()
    {
        await using var bundle = await PlannedAsync(2);
        Assert.Equal([0, 1], await ClaimAsync(bundle, "a", 10));

        await bundle.Manifests.SaveWorkItemsAsync(bundle.Plan, TestBundle.Seeds(4), default);

        Assert.Equal([2, 3], await ClaimAsync(bundle, "a", 10));
    }

    [Fact]
    public async Task Lease_that_would_run_out_at_once_is_refused()
    {
        await using var bundle = await PlannedAsync(2);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await bundle.Manifests.ClaimAsync(TestBundle.RunHash, "a", TimeSpan.Zero, 1, Now, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await bundle.Manifests.ClaimAsync(TestBundle.RunHash, "a", Ttl, 0, Now, default));
    }

    private async Task<TestBundle> PlannedAsync(int count)
    {
        var bundle = await TestBundle.OpenAsync(folder, new FixedTime(Now));
        await bundle.PlanAsync(count);
        return bundle;
    }

    private static async Task<List<long>> ClaimAsync(TestBundle bundle, string owner, int most, DateTimeOffset? now = null) =>
        [.. (await bundle.Manifests.ClaimAsync(TestBundle.RunHash, owner, Ttl, most, now ?? Now, default)).Select(item => item.Ordinal)];

    private static async Task<(long Running, long Pending)> CountAsync(TestBundle bundle, DateTimeOffset now)
    {
        var counts = (await bundle.Manifests.CountAsync(TestBundle.RunHash, now, default))[0];
        return (counts.Running, counts.Pending);
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
