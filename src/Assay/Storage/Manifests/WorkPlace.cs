namespace Assay.Storage.Manifests;

/// <summary>Names a planned candidate.</summary>
/// <param name="PlanId">Its plan's row.</param>
/// <param name="Ordinal">Its place in the plan's order, from 0.</param>
public readonly record struct WorkPlace(long PlanId, long Ordinal);
