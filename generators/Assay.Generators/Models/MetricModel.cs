namespace Assay.Generators.Models;

/// <summary>One metric of a score that finds several.</summary>
/// <param name="Id">The metric's registered id: the score's, a slash and its own.</param>
/// <param name="Result">The <c>MetricResult</c> as an expression over <c>value</c>.</param>
internal sealed record MetricModel(string Id, string Result);
