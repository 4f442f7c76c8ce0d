using Assay.Specs;

namespace Assay.Snapshots;

/// <summary>A slice's scores held against its verified ones.</summary>
/// <param name="Slice">The slice's id.</param>
/// <param name="Verdict">The gravest finding: regressed, else incomparable, else improved, else passed.</param>
public sealed record SliceVerdict(string Slice, Verdict Verdict)
{
    /// <summary>One comparison per variant and score that both have, ordinal by score, then by variant.</summary>
    public ValueList<ScoreComparison> Comparisons { get; init; } = [];

    /// <summary>What makes the scores incomparable, one sentence each: what was added, removed or asked otherwise.</summary>
    public ValueList<string> Changes { get; init; } = [];

    /// <summary>Whether the slice's test fails.</summary>
    public bool Fails => Verdict is Verdict.Regressed or Verdict.Incomparable or Verdict.New;
}
