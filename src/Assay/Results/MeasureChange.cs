using Assay.Specs;

namespace Assay.Results;

/// <summary>What makes scores incomparable with those that were verified: what they measure, or by what, is no longer the same.</summary>
/// <param name="Reason">What changed, as a sentence without its full stop.</param>
/// <param name="Scores">The scores that it concerns, by their names in tables; none for all.</param>
public sealed record MeasureChange(string Reason, ValueList<string> Scores);
