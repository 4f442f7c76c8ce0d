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

    /// <summary>A mean that fell by more than the least effect fails, where a paired test says that this is more than chance.</summary>
    Significance,

    /// <summary>Fails unless the mean is shown not to have fallen by as much as the margin.</summary>
    NonInferiority,

    /// <summary>No change fails by itself; the floor and the ceiling alone are held.</summary>
    Limits,
}
