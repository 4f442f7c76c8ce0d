using Assay.Errors;
using Assay.Specs;

namespace Assay.Results;

/// <summary>Aggregated results.</summary>
/// <param name="Keys">The columns of <see cref="AggregateRow.Keys"/>: those asked for, then what must be told apart besides.</param>
/// <param name="Rows">One per group, in ordinal order of the keys' values.</param>
/// <param name="Reduction">How samples became one figure, see <see cref="Statistics.SampleReduction.Name"/>.</param>
/// <param name="Level">The intervals' coverage.</param>
public sealed record AggregateTable(ValueList<GroupKey> Keys, ValueList<AggregateRow> Rows, string Reduction, double Level)
{
    /// <summary>A row's value of one column.</summary>
    /// <param name="row">One of <see cref="Rows"/>.</param>
    /// <param name="key">One of <see cref="Keys"/>.</param>
    /// <exception cref="AssayException">The table is not grouped by it (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public string ValueOf(AggregateRow row, GroupKey key)
    {
        for (var i = 0; i < Keys.Count; i++)
        {
            if (Keys[i] == key)
                return row.Keys[i];
        }

        throw new AssayException(ErrorCode.OptionInvalid, $"The table is not grouped by '{key}'; it is by: {string.Join(", ", Keys)}.");
    }
}
