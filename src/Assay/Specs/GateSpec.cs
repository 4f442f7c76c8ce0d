namespace Assay.Specs;

/// <summary>When a metric's change against the verified snapshot fails a slice. A metric with no gate is held exactly.</summary>
/// <param name="Score">The score, or <c>score/metric</c>, that it guards.</param>
/// <param name="Policy">How a change is judged.</param>
public sealed record GateSpec(string Score, GatePolicy Policy)
{
    /// <summary>How far the mean may fall: in the metric's unit, or as a share of the verified mean; at least 0.</summary>
    public double Tolerance { get; init; }
}
