using System.Collections.Immutable;
using Assay.Errors;
using Assay.Results;
using Assay.Specs;

namespace Assay.Snapshots;

/// <summary>What a pair of snapshot files holds, by slice.</summary>
internal sealed class SnapshotContent
{
    private readonly ImmutableSortedDictionary<string, SliceContent> slices;

    private SnapshotContent(ImmutableSortedDictionary<string, SliceContent> slices) => this.slices = slices;

    /// <summary>Reads both texts; a section is found by its heading, and a missing one is null.</summary>
    /// <exception cref="SnapshotException">A text is malformed.</exception>
    public static SnapshotContent Parse(string items, string table, SnapshotPaths paths)
    {
        var sections = TableFile.Split(table, paths.Table);
        var bySlice = ItemsFile.Parse(items, paths.Items)
            .GroupBy(row => row.Slice, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                rows => rows.Key,
                rows => new SliceContent([.. rows], sections.GetValueOrDefault(TableSection.HeadingOf(rows.Key))),
                StringComparer.Ordinal);
        return new SnapshotContent(bySlice);
    }

    /// <summary>The rows of a slice in the order of the file; none when it has none.</summary>
    public IReadOnlyList<ItemScore> RowsOf(string slice) => slices.GetValueOrDefault(slice)?.Rows ?? [];

    /// <summary>The rows of all slices in the order of the file.</summary>
    public IReadOnlyList<ItemScore> Rows => [.. slices.Values.SelectMany(static slice => slice.Rows)];

    /// <summary>A slice's section of the table; null when the table has none.</summary>
    public string? SectionOf(string slice) => slices.GetValueOrDefault(slice)?.Section;

    /// <summary>The content with one slice replaced.</summary>
    public SnapshotContent With(string slice, IReadOnlyList<ItemScore> rows, string section) =>
        new(slices.SetItem(slice, new SliceContent(rows, section)));

    /// <summary>The content without slices that the benchmark no longer has, and with the sections that were missing.</summary>
    public SnapshotContent For(BenchmarkSpec benchmark, string slice)
    {
        var known = benchmark.Slices.Select(spec => spec.Id).Append(slice).ToHashSet(StringComparer.Ordinal);
        return new SnapshotContent(slices
            .Where(pair => known.Contains(pair.Key))
            .ToImmutableSortedDictionary(
                pair => pair.Key,
                pair => pair.Value with { Section = pair.Value.Section ?? TableSection.Write(benchmark, pair.Key, pair.Value.Rows) },
                StringComparer.Ordinal));
    }

    /// <summary>The texts of both files.</summary>
    public SnapshotTexts Texts(BenchmarkSpec benchmark) => new(
        ItemsFile.Write(slices.Values.SelectMany(slice => slice.Rows)),
        TableFile.Join(benchmark, slices.ToDictionary(pair => pair.Key, pair => pair.Value.Section ?? "", StringComparer.Ordinal)));

    private sealed record SliceContent(IReadOnlyList<ItemScore> Rows, string? Section);
}
