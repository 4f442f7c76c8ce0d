namespace Assay.Generators.Models;

/// <summary>One <c>[Gate]</c>.</summary>
/// <param name="Score">The score that it guards.</param>
/// <param name="Policy">A member of <c>GatePolicy</c>.</param>
/// <param name="Tolerance">How far the mean may fall; 0 for an exact gate.</param>
internal readonly record struct GateModel(string Score, string Policy, double Tolerance);
