using Assay.Results;

namespace Assay.Snapshots;

/// <summary>The order of lines in an items file: ordinal by slice, item, model, prompt, params and score.</summary>
internal sealed class RowOrder : IComparer<ItemScore>
{
    /// <summary>The order; it holds no state.</summary>
    public static RowOrder Instance { get; } = new();

    /// <summary>The rows in order.</summary>
    /// <exception cref="ArgumentException">Two rows differ in their samples alone.</exception>
    public static IReadOnlyList<ItemScore> Sort(IEnumerable<ItemScore> rows)
    {
        ItemScore[] sorted = [.. rows];
        if (IsSorted(sorted))
            return sorted;
        Array.Sort(sorted, Instance);
        for (var i = 1; i < sorted.Length; i++)
        {
            if (Instance.Compare(sorted[i - 1], sorted[i]) == 0)
                throw new ArgumentException($"Two scores have one place: {Describe(sorted[i])}.", nameof(rows));
        }

        return sorted;
    }

    /// <summary>Whether each row comes after the one before it, so that no two have one place.</summary>
    public static bool IsSorted(IReadOnlyList<ItemScore> rows)
    {
        for (var i = 1; i < rows.Count; i++)
        {
            if (Instance.Compare(rows[i - 1], rows[i]) >= 0)
                return false;
        }

        return true;
    }

    /// <summary>A row's place in words.</summary>
    public static string Describe(ItemScore row) =>
        $"slice '{row.Slice}', item '{row.ItemId}', model '{row.Model}', prompt '{row.Prompt}', params '{row.Params}', score '{row.Score}'";

    /// <inheritdoc/>
    public int Compare(ItemScore? x, ItemScore? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var order = string.CompareOrdinal(x.Slice, y.Slice);
        if (order == 0)
            order = string.CompareOrdinal(x.ItemId, y.ItemId);
        if (order == 0)
            order = string.CompareOrdinal(x.Model, y.Model);
        if (order == 0)
            order = string.CompareOrdinal(x.Prompt, y.Prompt);
        if (order == 0)
            order = string.CompareOrdinal(x.Params, y.Params);
        return order != 0 ? order : string.CompareOrdinal(x.Score, y.Score);
    }
}
