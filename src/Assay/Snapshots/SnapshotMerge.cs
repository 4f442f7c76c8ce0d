using Assay.Errors;
using Assay.Results;
using Assay.Specs;

namespace Assay.Snapshots;

/// <summary>Merges snapshots that two branches changed, row by row, so that no markers are left in them.</summary>
public static class SnapshotMerge
{
    /// <summary>Merges items files: a row that one side alone changed, added or removed is taken from it; of a row that both changed otherwise, ours stays.</summary>
    /// <param name="ancestor">What both sides come from; empty for none.</param>
    /// <param name="ours">One side.</param>
    /// <param name="theirs">The other side.</param>
    /// <param name="file">What errors name.</param>
    /// <exception cref="SnapshotException"><see cref="ErrorCode.SnapshotMalformed"/>: a text is no items file.</exception>
    public static MergedSnapshot Items(string ancestor, string ours, string theirs, string file)
    {
        var (old, mine, other) = (Read(ancestor, file), Read(ours, file), Read(theirs, file));
        var rows = new List<ItemScore>();
        var conflicts = new List<string>();
        foreach (var place in mine.Keys.Union(other.Keys))
        {
            var (before, left, right) = (old.GetValueOrDefault(place), mine.GetValueOrDefault(place), other.GetValueOrDefault(place));
            var taken = left == right || right == before ? left : left == before ? right : left;
            if (left != right && left != before && right != before)
                conflicts.Add($"{RowOrder.Describe(place)}: {Samples(left)} here, {Samples(right)} there");
            if (taken is not null)
                rows.Add(taken);
        }

        return new MergedSnapshot(ItemsFile.Write(rows), ValueList.From(conflicts));
    }

    /// <summary>Merges tables: a section that one side alone changed is taken from it; one that both changed is made anew from the merged rows.</summary>
    /// <param name="ancestor">What both sides come from; empty for none.</param>
    /// <param name="ours">One side.</param>
    /// <param name="theirs">The other side.</param>
    /// <param name="items">The merged items file.</param>
    /// <param name="file">What errors name.</param>
    /// <exception cref="SnapshotException"><see cref="ErrorCode.SnapshotMalformed"/>: a text is no snapshot.</exception>
    public static MergedSnapshot Table(string ancestor, string ours, string theirs, string items, string file)
    {
        var (old, mine, other) = (TableFile.Split(ancestor, file), TableFile.Split(ours, file), TableFile.Split(theirs, file));
        var rows = ItemsFile.Parse(items, file).ToLookup(static row => TableSection.HeadingOf(row.Slice));
        var sections = new List<string>();
        var conflicts = new List<string>();
        foreach (var heading in mine.Keys.Union(other.Keys))
        {
            var (before, left, right) = (old.GetValueOrDefault(heading), mine.GetValueOrDefault(heading), other.GetValueOrDefault(heading));
            var taken = left == right || right == before ? left : left == before ? right : null;
            if (taken is null && left is not null && right is not null && rows.Contains(heading))
                taken = TableSection.WriteLike(left, [.. rows[heading]]);
            if (taken is null && left != right && left != before && right != before)
                conflicts.Add($"{heading.TrimStart('#', ' ')}: changed here and there");
            if ((taken ?? left) is { } section && (taken is not null || conflicts.Count > 0))
                sections.Add(section);
        }

        var title = ours.AsSpan().TrimStart('\ufeff');
        var first = title[..(title.IndexOf('\n') is var end and >= 0 ? end : title.Length)].TrimEnd().ToString();
        return new MergedSnapshot($"{first}\n{string.Concat(sections.Select(static section => $"\n{section}\n"))}", ValueList.From(conflicts));
    }

    private static Dictionary<ItemScore, ItemScore> Read(string text, string file) => ItemsFile.Parse(text, file).ToDictionary(static row => row with { Samples = [] });

    private static string Samples(ItemScore? row) => row is null ? "removed" : SampleText.Of(row.Samples);
}
