using Assay.Identity;
using Assay.Planning;
using Assay.Statistics;

namespace Assay.Results;

/// <summary>One score of a task.</summary>
/// <param name="Index">Its place among the plan's scores.</param>
/// <param name="Name">What tables call it.</param>
/// <param name="HigherIsBetter">Whether a larger value is better.</param>
/// <param name="Parse">The parse that it reads; null for none.</param>
/// <param name="Metric">The metric's identity.</param>
internal sealed record ScoreColumn(int Index, string Name, bool HigherIsBetter, ResultParse? Parse, Hash128 Metric)
{
    /// <summary>How samples become one figure where nothing else is asked for.</summary>
    public SampleReduction Reduction { get; init; } = SampleReduction.Mean;

    /// <summary>The score's identity.</summary>
    public Hash128 Hash { get; } = TrialIdentity.OfScore(Parse?.Hash, Metric);
}
