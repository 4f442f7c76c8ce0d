using Assay.Identity;
using Assay.Storage.Manifests;

namespace Assay.Storage.Sqlite;

/// <summary>Keeps budgets of runs in a SQLite store.</summary>
internal sealed class SqliteBudgetLedger(Func<StoreWriter> writer) : IBudgetLedger
{
    public async ValueTask GrantAsync(Hash128 runId, BudgetGrant grant, CancellationToken cancellationToken) => await writer().InvokeAsync(
        batch =>
        {
            batch.Budgets.Grant(runId, grant);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<BudgetStanding> FindAsync(Hash128 runId, CancellationToken cancellationToken) =>
        await writer().InvokeAsync(batch => batch.Budgets.Find(runId), cancellationToken).ConfigureAwait(false);

    public async ValueTask<BudgetStanding> HoldAsync(Hash128 runId, long grantId, BudgetShare share, BudgetAmount wanted, DateTimeOffset now, CancellationToken cancellationToken) =>
        await writer().InvokeAsync(batch => batch.Budgets.Hold(runId, grantId, share, wanted, now), cancellationToken).ConfigureAwait(false);
}
