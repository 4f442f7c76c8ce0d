using Assay.Specs;

namespace Assay.Snapshots;

/// <summary>What one model, asked in one way, took, held against a limit.</summary>
/// <param name="Variant">The model and how it was asked.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Value">The figure in the measure's unit; null where the results do not say.</param>
public sealed record LimitFinding(Variant Variant, LimitSpec Limit, double? Value)
{
    /// <summary>Whether the limit is exceeded, or cannot be held since there is no figure.</summary>
    public bool Fails => !(Value <= Limit.AtMost);
}
