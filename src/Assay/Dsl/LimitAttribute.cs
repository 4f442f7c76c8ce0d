using Assay.Specs;

namespace Assay;

/// <summary>Sets a ceiling on what a slice's generations take. A slice that takes more fails.</summary>
/// <param name="measure">What is measured: <c>LatencyP95</c> in seconds, or <c>CostPerItem</c> in the currency of the project's prices.</param>
/// <param name="atMost">The ceiling; above 0.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class LimitAttribute(LimitMeasure measure, double atMost) : Attribute
{
    /// <summary>What is measured.</summary>
    public LimitMeasure Measure { get; } = measure;

    /// <summary>The ceiling.</summary>
    public double AtMost { get; } = atMost;

    /// <summary>The model that it holds for, of which a figure must then be known; null, the default, for each of which one is.</summary>
    public string? Model { get; init; }
}
