using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>One <c>[Gate]</c>.</summary>
/// <param name="Score">The score that it guards.</param>
/// <param name="Policy">A member of <c>GatePolicy</c>.</param>
/// <param name="Baseline">The model that others are held against; null for the verified scores.</param>
/// <param name="Settings">Members of the spec that are not at their defaults, each with its value as C#.</param>
internal sealed record GateModel(string Score, string Policy, string? Baseline, EquatableArray<PairModel> Settings);
