namespace Assay.Statistics;

/// <summary>The outcome of a two-sided Wilcoxon signed-rank test.</summary>
/// <param name="Statistic">The smaller of the two rank sums.</param>
/// <param name="PositiveRankSum">The sum of the ranks of positive differences, ties sharing their mean rank.</param>
/// <param name="NegativeRankSum">The sum of the ranks of negative differences.</param>
/// <param name="PValue">Two-sided, from 0 to 1; 1 when every difference is 0.</param>
/// <param name="Count">The number of non-zero differences.</param>
/// <param name="Method">How the p value was found; never <see cref="WilcoxonMethod.Auto"/>.</param>
public sealed record WilcoxonResult(
    double Statistic,
    double PositiveRankSum,
    double NegativeRankSum,
    double PValue,
    int Count,
    WilcoxonMethod Method);
