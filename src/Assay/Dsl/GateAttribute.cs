namespace Assay;

/// <summary>Says when a change of a score against the verified snapshot fails a slice. A score with no gate is held exactly: any item that got worse fails.</summary>
/// <param name="score">The score that it guards.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class GateAttribute(string score) : Attribute
{
    /// <summary>The score.</summary>
    public string Score { get; } = score;

    /// <summary>The one metric that it guards of a score of several, by the member's name, best by <c>nameof</c>, or as tables show it after the slash; null, the default, guards each that has no gate of its own.</summary>
    public string? Metric { get; init; }

    /// <summary>How far the mean may fall, in the unit of the score; NaN, the default, sets no such tolerance.</summary>
    public double Tolerance { get; init; } = double.NaN;

    /// <summary>How far the mean may fall, as a share of the verified mean; NaN, the default, sets no such tolerance.</summary>
    public double RelativeTolerance { get; init; } = double.NaN;
}
