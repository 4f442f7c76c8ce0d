namespace Assay.Results;

/// <summary>The names of a task's scores or parses, shared by all of its candidates.</summary>
internal sealed class ColumnNames
{
    private readonly Dictionary<string, int> places;

    private ColumnNames(IReadOnlyList<string> all, Dictionary<string, int> places)
    {
        All = all;
        this.places = places;
    }

    /// <summary>The names, in the order of the columns.</summary>
    public IReadOnlyList<string> All { get; }

    public static ColumnNames Of(IEnumerable<string> names)
    {
        string[] all = [.. names];
        var places = new Dictionary<string, int>(all.Length, StringComparer.Ordinal);
        for (var i = 0; i < all.Length; i++)
            places.TryAdd(all[i], i);
        return new ColumnNames(all, places);
    }

    /// <summary>A name's column; -1 when there is none.</summary>
    public int PlaceOf(string name) => places.GetValueOrDefault(name, -1);
}
