using Assay.Specs;

namespace Assay.Results;

/// <summary>The order of a table's rows: ordinal by the keys' values, the first column first.</summary>
internal sealed class KeyOrder : IComparer<ValueList<string>>
{
    /// <summary>The order; it holds no state.</summary>
    public static KeyOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(ValueList<string>? x, ValueList<string>? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        for (var i = 0; i < x.Count; i++)
        {
            var order = string.CompareOrdinal(x[i], y[i]);
            if (order != 0)
                return order;
        }

        return 0;
    }
}
