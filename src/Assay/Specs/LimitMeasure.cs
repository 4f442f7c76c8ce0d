namespace Assay.Specs;

/// <summary>What a run takes, beside its scores.</summary>
public enum LimitMeasure
{
    /// <summary>The 95th percentile of how long generations took, in seconds, retries and waits among them.</summary>
    LatencyP95,

    /// <summary>What the generations of an item cost, its samples together, in the project's currency.</summary>
    CostPerItem,
}
