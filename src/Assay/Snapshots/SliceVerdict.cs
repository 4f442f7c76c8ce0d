using Assay.Specs;

namespace Assay.Snapshots;

/// <summary>A slice's scores held against its verified ones.</summary>
/// <param name="Slice">The slice's id.</param>
/// <param name="Verdict">The gravest finding: regressed, else incomparable, else inconclusive, else improved, else passed.</param>
public sealed record SliceVerdict(string Slice, Verdict Verdict)
{
    /// <summary>One comparison per variant and score that both have, ordinal by score, then by variant; then those with other models of the run.</summary>
    public ValueList<ScoreComparison> Comparisons { get; init; } = [];

    /// <summary>What makes the scores incomparable, one sentence each: what was added, removed or asked otherwise.</summary>
    public ValueList<string> Changes { get; init; } = [];

    /// <summary>What generations took, held against the benchmark's limits.</summary>
    public ValueList<LimitFinding> Limits { get; init; } = [];

    /// <summary>What becomes of the slice's test: the gravest of what its gates have their verdicts do.</summary>
    public GateAction Action
    {
        get
        {
            if (Verdict == Verdict.New || Limits.Any(static limit => limit.Fails))
                return GateAction.Fail;
            var gravest = Comparisons.Select(static comparison => comparison.Action).DefaultIfEmpty().Max();
            if (Changes.Count == 0)
                return gravest;
            var incomparable = Comparisons.Select(static comparison => comparison.Gate.OnIncomparable).DefaultIfEmpty(GateAction.Fail).Max();
            return (GateAction)Math.Max((int)gravest, (int)incomparable);
        }
    }

    /// <summary>Whether the slice's test fails.</summary>
    public bool Fails => Action == GateAction.Fail;
}
