namespace Assay.Storage.Manifests;

/// <summary>One worker's share of a run's budget, as it last said.</summary>
/// <param name="Owner">The worker, as in its leases.</param>
/// <param name="Spent">What its calls took.</param>
/// <param name="Held">What it has reserved for calls that are not over.</param>
/// <param name="Active">How many of these calls may end without the worker waiting for anybody.</param>
public sealed record BudgetShare(string Owner, BudgetAmount Spent, BudgetAmount Held, int Active)
{
    /// <summary>When the worker said so; set by the ledger.</summary>
    public DateTimeOffset At { get; init; }
}
