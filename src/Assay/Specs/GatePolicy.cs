namespace Assay.Specs;

/// <summary>When a change of a metric fails its slice.</summary>
public enum GatePolicy
{
    /// <summary>Any item that got worse fails.</summary>
    Exact,

    /// <summary>A mean that fell by more than an absolute tolerance fails.</summary>
    Absolute,

    /// <summary>A mean that fell by more than a share of its verified value fails.</summary>
    Relative,
}
