using Assay.Identity;
using Assay.Storage.Manifests;

namespace Assay.Storage.Sqlite;

/// <summary>Keeps budgets of runs and the shares of workers, within the writer's transaction.</summary>
internal sealed class BudgetWriter(SqliteDatabase database)
{
    private readonly SqliteStatement grant = database.Prepare("""
        INSERT INTO budgets(run, id, cost, tokens, time_ms) VALUES (?1, 1, ?2, ?3, ?4)
        ON CONFLICT(run) DO UPDATE SET id = id + 1, cost = excluded.cost, tokens = excluded.tokens, time_ms = excluded.time_ms, began = NULL
        """);

    private readonly SqliteStatement deleteShares = database.Prepare("DELETE FROM budget_shares WHERE run = ?1");
    private readonly SqliteStatement begin = database.Prepare("UPDATE budgets SET began = ?2 WHERE run = ?1 AND began IS NULL");
    private readonly SqliteStatement find = database.Prepare("SELECT id, cost, tokens, time_ms, began FROM budgets WHERE run = ?1");
    private readonly SqliteStatement findShares = database.Prepare("SELECT owner, spent_cost, spent_tokens, held_cost, held_tokens, active, at FROM budget_shares WHERE run = ?1 ORDER BY owner");
    private readonly SqliteStatement keepShare = database.Prepare("REPLACE INTO budget_shares(run, owner, spent_cost, spent_tokens, held_cost, held_tokens, active, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");

    /// <summary>Gives a run a budget.</summary>
    public void Grant(Hash128 run, BudgetGrant given)
    {
        grant.Bind(1, run).Bind(2, given.Cost is { } cost ? BudgetRules.Text(cost) : null).Bind(3, given.Tokens).Bind(4, (long?)given.Time?.TotalMilliseconds).Run();
        deleteShares.Bind(1, run).Run();
    }

    /// <summary>Says how a budget stands.</summary>
    public BudgetStanding Find(Hash128 run) => new(GrantOf(run), false, [.. SharesOf(run)]);

    /// <summary>Replaces a share, and adds what is wanted where it fits.</summary>
    public BudgetStanding Hold(Hash128 run, long known, BudgetShare share, BudgetAmount wanted, DateTimeOffset now)
    {
        var (standing, kept) = BudgetRules.Decide(GrantOf(run), known, SharesOf(run), share, wanted, now);
        if (kept is null)
            return standing;
        begin.Bind(1, run).Bind(2, now.ToUnixTimeMilliseconds()).Run();
        keepShare
            .Bind(1, run)
            .Bind(2, kept.Owner)
            .Bind(3, BudgetRules.Text(kept.Spent.Cost))
            .Bind(4, kept.Spent.Tokens)
            .Bind(5, BudgetRules.Text(kept.Held.Cost))
            .Bind(6, kept.Held.Tokens)
            .Bind(7, kept.Active)
            .Bind(8, kept.At.ToUnixTimeMilliseconds())
            .Run();
        return standing;
    }

    private BudgetGrant? GrantOf(Hash128 run)
    {
        if (!find.Bind(1, run).Step())
            return null;
        var found = new BudgetGrant(
            find.NullableText(1) is { } cost ? BudgetRules.Cost(cost) : null,
            find.NullableLong(2),
            find.NullableLong(3) is { } time ? TimeSpan.FromMilliseconds(time) : null)
        {
            Id = find.Long(0),
            Began = find.IsNull(4) ? null : find.Time(4),
        };
        find.Reset();
        return found;
    }

    private List<BudgetShare> SharesOf(Hash128 run)
    {
        var shares = new List<BudgetShare>();
        findShares.Bind(1, run);
        while (findShares.Step())
        {
            shares.Add(new BudgetShare(
                findShares.Text(0),
                new BudgetAmount(BudgetRules.Cost(findShares.Text(1)), findShares.Long(2)),
                new BudgetAmount(BudgetRules.Cost(findShares.Text(3)), findShares.Long(4)),
                (int)findShares.Long(5))
            {
                At = findShares.Time(6),
            });
        }

        return shares;
    }
}
