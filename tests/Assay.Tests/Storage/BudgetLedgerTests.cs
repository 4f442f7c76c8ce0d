using Assay.Identity;
using Assay.Storage.Manifests;

namespace Assay.Tests.Storage;

/// <summary>What every ledger of budgets does.</summary>
public sealed class BudgetLedgerTests : IDisposable
{
    private static readonly Hash128 Run = Digest.Of("run");
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Share_is_reserved_only_beside_what_all_have_spent_and_hold()
    {
        await using var bundle = await TestStorage.OpenAsync(new TestOptions(folder.Path));
        var ledger = bundle.Budgets!;
        await ledger.GrantAsync(Run, new BudgetGrant(1.5m, 100, null), Token);

        Assert.True((await HoldAsync(ledger, "a", new(0.7m, 30), new(0.5m, 30))).IsHeld);
        Assert.False((await HoldAsync(ledger, "b", default, new(0.3000001m, 1))).IsHeld);
        Assert.False((await HoldAsync(ledger, "b", default, new(0.1m, 41))).IsHeld);
        var last = await HoldAsync(ledger, "b", default, new(0.3m, 40));

        Assert.True(last.IsHeld);
        Assert.Equal([new BudgetShare("a", new(0.7m, 30), new(0.5m, 30), 1) { At = Noon }], last.Others);
        var found = await ledger.FindAsync(Run, Token);
        Assert.Equal(["a", "b"], found.Others.Select(static one => one.Owner));
        Assert.Equal(new BudgetGrant(1.5m, 100, null) { Id = 1, Began = Noon }, found.Grant);
    }

    [Fact]
    public async Task Share_may_be_replaced_though_nothing_is_left_and_gives_room_to_others()
    {
        await using var bundle = await TestStorage.OpenAsync(new TestOptions(folder.Path));
        var ledger = bundle.Budgets!;
        await ledger.GrantAsync(Run, new BudgetGrant(null, 10, null), Token);
        await HoldAsync(ledger, "a", default, new(0, 10));

        Assert.False((await HoldAsync(ledger, "b", default, new(0, 1))).IsHeld);
        Assert.True((await HoldAsync(ledger, "a", new(0, 9), default)).IsHeld);

        Assert.True((await HoldAsync(ledger, "b", default, new(0, 1))).IsHeld);
    }

    [Fact]
    public async Task New_budget_drops_what_was_spent_of_the_one_before_and_nothing_is_reserved_of_that()
    {
        await using var bundle = await TestStorage.OpenAsync(new TestOptions(folder.Path));
        var ledger = bundle.Budgets!;
        await ledger.GrantAsync(Run, new BudgetGrant(null, 10, null), Token);
        await HoldAsync(ledger, "a", default, new(0, 10));
        await ledger.GrantAsync(Run, new BudgetGrant(null, 20, TimeSpan.FromMinutes(5)), Token);

        var stale = await HoldAsync(ledger, "a", default, new(0, 1));

        Assert.Equal((false, 2L), (stale.IsHeld, stale.Grant!.Id));
        Assert.Empty((await ledger.FindAsync(Run, Token)).Others);
        Assert.True((await HoldAsync(ledger, "a", default, new(0, 20), grant: 2)).IsHeld);
    }

    [Fact]
    public async Task Time_begins_with_the_first_reservation_and_ends_them_all()
    {
        await using var bundle = await TestStorage.OpenAsync(new TestOptions(folder.Path));
        var ledger = bundle.Budgets!;
        await ledger.GrantAsync(Run, new BudgetGrant(null, null, TimeSpan.FromMinutes(5)), Token);

        Assert.True((await HoldAsync(ledger, "a", default, new(0, 1))).IsHeld);
        Assert.True((await HoldAsync(ledger, "b", default, new(0, 1), minutes: 4.9)).IsHeld);
        Assert.False((await HoldAsync(ledger, "b", default, new(0, 1), minutes: 5)).IsHeld);
    }

    [Fact]
    public async Task Of_many_that_reserve_at_once_no_more_get_it_than_the_budget_holds()
    {
        await using var bundle = await TestStorage.OpenAsync(new TestOptions(folder.Path));
        var ledger = bundle.Budgets!;
        await ledger.GrantAsync(Run, new BudgetGrant(null, 7, null), Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(worker => HoldAsync(ledger, $"w{worker}", default, new(0, 1))));

        Assert.Equal(7, answers.Count(static answer => answer.IsHeld));
    }

    [Fact]
    public async Task Run_that_was_given_no_budget_has_none()
    {
        await using var bundle = await TestStorage.OpenAsync(new TestOptions(folder.Path));

        Assert.Null((await bundle.Budgets!.FindAsync(Run, Token)).Grant);
        Assert.False((await HoldAsync(bundle.Budgets!, "a", default, new(0, 1))).IsHeld);
    }

    private static Task<BudgetStanding> HoldAsync(IBudgetLedger ledger, string owner, BudgetAmount spent, BudgetAmount wanted, long grant = 1, double minutes = 0) =>
        ledger.HoldAsync(Run, grant, new BudgetShare(owner, spent, default, 0), wanted, Noon.AddMinutes(minutes), Token).AsTask();
}
