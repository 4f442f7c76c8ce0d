namespace Assay.Generators.Models;

/// <summary>One <c>[Limit]</c>.</summary>
/// <param name="Measure">A member of <c>LimitMeasure</c>.</param>
/// <param name="AtMost">The ceiling.</param>
/// <param name="Model">The model that it holds for; null for each.</param>
internal sealed record LimitModel(string Measure, double AtMost, string? Model);
