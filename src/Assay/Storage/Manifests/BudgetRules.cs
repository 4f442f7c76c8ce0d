using System.Globalization;

namespace Assay.Storage.Manifests;

/// <summary>What every ledger of budgets decides alike.</summary>
internal static class BudgetRules
{
    /// <summary>Decides whether a share may take what it wants.</summary>
    /// <returns>How the budget stands then, and the share as it is to be kept; null for no change.</returns>
    public static (BudgetStanding Standing, BudgetShare? Kept) Decide(BudgetGrant? grant, long known, IEnumerable<BudgetShare> shares, BudgetShare share, BudgetAmount wanted, DateTimeOffset now)
    {
        BudgetShare[] others = [.. shares.Where(other => other.Owner != share.Owner)];
        if (grant is null || grant.Id != known)
            return (new BudgetStanding(grant, false, others), null);
        grant = grant with { Began = grant.Began ?? now };
        share = share with { At = now };
        var all = others.Aggregate(share.Spent + share.Held + wanted, static (sum, other) => sum + other.Spent + other.Held);
        var isHeld = wanted == default || (grant.Holds(all) && (grant.Time is not { } limit || now - grant.Began < limit));
        return (new BudgetStanding(grant, isHeld, others), isHeld && wanted != default ? share with { Held = share.Held + wanted, Active = share.Active + 1 } : share);
    }

    /// <summary>Money as it is kept: exact.</summary>
    public static string Text(decimal cost) => cost.ToString(CultureInfo.InvariantCulture);

    /// <summary>Money as it was kept.</summary>
    public static decimal Cost(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
