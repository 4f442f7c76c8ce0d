using Assay.Identity;
using Assay.Storage.Manifests;
using Npgsql;

namespace Assay.Postgres;

/// <summary>Keeps budgets of runs; the budget's row is locked while a share of it is taken.</summary>
internal sealed class PgBudgetLedger(PgDatabase database) : IBudgetLedger
{
    public async ValueTask GrantAsync(Hash128 runId, BudgetGrant grant, CancellationToken cancellationToken) => await database.InTransactionAsync(
        async connection =>
        {
            await connection.RunAsync(
                """
                INSERT INTO budgets(run, id, cost, tokens, time_ms) VALUES ($1, 1, $2, $3, $4)
                ON CONFLICT(run) DO UPDATE SET id = budgets.id + 1, cost = excluded.cost, tokens = excluded.tokens, time_ms = excluded.time_ms, began = NULL
                """,
                cancellationToken,
                runId,
                grant.Cost is { } cost ? BudgetRules.Text(cost) : null,
                grant.Tokens,
                (long?)grant.Time?.TotalMilliseconds).ConfigureAwait(false);
            return await connection.RunAsync("DELETE FROM budget_shares WHERE run = $1", cancellationToken, runId).ConfigureAwait(false);
        },
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<BudgetStanding> FindAsync(Hash128 runId, CancellationToken cancellationToken) => await database.InTransactionAsync(
        async connection => new BudgetStanding(await GrantOfAsync(connection, runId, cancellationToken).ConfigureAwait(false), false, await SharesOfAsync(connection, runId, cancellationToken).ConfigureAwait(false)),
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<BudgetStanding> HoldAsync(Hash128 runId, long grantId, BudgetShare share, BudgetAmount wanted, DateTimeOffset now, CancellationToken cancellationToken) => await database.InTransactionAsync(
        async connection =>
        {
            var grant = await GrantOfAsync(connection, runId, cancellationToken).ConfigureAwait(false);
            var (standing, kept) = BudgetRules.Decide(grant, grantId, await SharesOfAsync(connection, runId, cancellationToken).ConfigureAwait(false), share, wanted, now);
            if (kept is null)
                return standing;
            await connection.RunAsync("UPDATE budgets SET began = $2 WHERE run = $1 AND began IS NULL", cancellationToken, runId, now.ToUnixTimeMilliseconds()).ConfigureAwait(false);
            await connection.RunAsync(
                """
                INSERT INTO budget_shares(run, owner, spent_cost, spent_tokens, held_cost, held_tokens, active, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT(run, owner) DO UPDATE SET spent_cost = excluded.spent_cost, spent_tokens = excluded.spent_tokens,
                    held_cost = excluded.held_cost, held_tokens = excluded.held_tokens, active = excluded.active, at = excluded.at
                """,
                cancellationToken,
                runId,
                kept.Owner,
                BudgetRules.Text(kept.Spent.Cost),
                kept.Spent.Tokens,
                BudgetRules.Text(kept.Held.Cost),
                kept.Held.Tokens,
                (long)kept.Active,
                kept.At.ToUnixTimeMilliseconds()).ConfigureAwait(false);
            return standing;
        },
        cancellationToken).ConfigureAwait(false);

    private static async Task<BudgetGrant?> GrantOfAsync(NpgsqlConnection connection, Hash128 run, CancellationToken cancellationToken) => (await connection.ListAsync(
        "SELECT id, cost, tokens, time_ms, began FROM budgets WHERE run = $1 FOR UPDATE",
        static row => new BudgetGrant(
            row.NullableText(1) is { } cost ? BudgetRules.Cost(cost) : null,
            row.NullableLong(2),
            row.NullableLong(3) is { } time ? TimeSpan.FromMilliseconds(time) : null)
        {
            Id = row.Long(0),
            Began = row.IsDBNull(4) ? null : row.Time(4),
        },
        cancellationToken,
        run).ConfigureAwait(false)).FirstOrDefault();

    private static Task<List<BudgetShare>> SharesOfAsync(NpgsqlConnection connection, Hash128 run, CancellationToken cancellationToken) => connection.ListAsync(
        "SELECT owner, spent_cost, spent_tokens, held_cost, held_tokens, active, at FROM budget_shares WHERE run = $1 ORDER BY owner COLLATE \"C\"",
        static row => new BudgetShare(
            row.GetString(0),
            new BudgetAmount(BudgetRules.Cost(row.GetString(1)), row.Long(2)),
            new BudgetAmount(BudgetRules.Cost(row.GetString(3)), row.Long(4)),
            (int)row.Long(5))
        {
            At = row.Time(6),
        },
        cancellationToken,
        run);
}
