using Assay.Specs;
using Assay.Statistics;

namespace Assay.Results;

/// <summary>Comparisons made in one call.</summary>
/// <param name="Compared">What was compared, as a column's name: <c>model</c>, <c>prompt</c>, <c>params</c> or <c>run</c>.</param>
/// <param name="Keys">The columns of <see cref="ComparisonRow.Keys"/>: those asked for, then what must be told apart besides.</param>
/// <param name="Rows">In ordinal order of the groups, then of metric, baseline and treatment.</param>
/// <param name="Correction">How p values are adjusted, over all rows.</param>
/// <param name="Level">The intervals' coverage.</param>
public sealed record ComparisonTable(string Compared, ValueList<GroupKey> Keys, ValueList<ComparisonRow> Rows, PValueCorrection Correction, double Level);
