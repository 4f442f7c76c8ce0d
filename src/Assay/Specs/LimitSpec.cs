namespace Assay.Specs;

/// <summary>A ceiling on what a slice's generations take. It fails a slice whose results say that they took more.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="AtMost">The ceiling, in the measure's unit; above 0.</param>
public sealed record LimitSpec(LimitMeasure Measure, double AtMost)
{
    /// <summary>The model that it holds for; null, the default, for each.</summary>
    public string? Model { get; init; }
}
