namespace Assay.Storage.Manifests;

/// <summary>How a run's budget stands, and whether what a worker wanted of it is reserved.</summary>
/// <param name="Grant">The budget that is in force; null where none was ever given.</param>
/// <param name="IsHeld">Whether it is reserved.</param>
/// <param name="Others">The shares of the other workers.</param>
public sealed record BudgetStanding(BudgetGrant? Grant, bool IsHeld, IReadOnlyList<BudgetShare> Others);
