using Assay.Identity;

namespace Assay.Storage.Manifests;

/// <summary>
/// Keeps what the workers of a run may spend together, and what each has spent and reserved. Each call is one transaction, so that of
/// workers that reserve at once each sees what the others have. Safe for concurrent use by several processes.
/// </summary>
public interface IBudgetLedger
{
    /// <summary>Gives a run a budget; an earlier one and what was spent of it are dropped.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="grant">The budget; one that bounds nothing lets workers spend anything.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    ValueTask GrantAsync(Hash128 runId, BudgetGrant grant, CancellationToken cancellationToken);

    /// <summary>Says how a run's budget stands.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    ValueTask<BudgetStanding> FindAsync(Hash128 runId, CancellationToken cancellationToken);

    /// <summary>Replaces a worker's share, and adds what it wants to what it holds where the budget has room for it beside what all workers have spent and reserved.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="grantId">The budget that the worker knows; where another is in force nothing is replaced or reserved.</param>
    /// <param name="share">The worker's share without what it wants.</param>
    /// <param name="wanted">What it wants; zero only replaces its share.</param>
    /// <param name="now">The time; the first call begins the budget's time.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    ValueTask<BudgetStanding> HoldAsync(Hash128 runId, long grantId, BudgetShare share, BudgetAmount wanted, DateTimeOffset now, CancellationToken cancellationToken);
}
