using Assay.Specs;
using Assay.Statistics;

namespace Assay.Results;

/// <summary>Models ranked by a metric, the best first.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="HigherIsBetter">Whether a larger mean ranks higher.</param>
/// <param name="Keys">The columns of <see cref="LeaderboardRow.Keys"/>: the model, and prompt and params where there are several.</param>
/// <param name="Rows">By rank, then in ordinal order of the keys; those without a score last.</param>
/// <param name="Reduction">How samples became one figure, see <see cref="SampleReduction.Name"/>.</param>
/// <param name="Level">The intervals' coverage; 1 less this is what a p value must not exceed to tell two rows apart.</param>
/// <param name="Correction">How p values are adjusted.</param>
public sealed record Leaderboard(
    string Metric,
    bool HigherIsBetter,
    ValueList<GroupKey> Keys,
    ValueList<LeaderboardRow> Rows,
    string Reduction,
    double Level,
    PValueCorrection Correction);
