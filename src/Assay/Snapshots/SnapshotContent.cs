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

    /// <summary>Puts rows and table together; a section is found by its heading, and a missing one is null.</summary>
    /// <exception cref="SnapshotException">The table is malformed.</exception>
    public static SnapshotContent Of(IReadOnlyList<ItemScore> sorted, string table, SnapshotPaths paths)
    {
        var sections = TableFile.Split(table, paths.Table);
        var bySlice = ImmutableSortedDictionary.CreateBuilder<string, SliceContent>(StringComparer.Ordinal);
        for (var from = 0; from < sorted.Count;)
        {
            var to = from + 1;
            while (to < sorted.Count && sorted[to].Slice == sorted[from].Slice)
                to++;
            var slice = sorted[from].Slice;
            bySlice.Add(slice, new SliceContent(from == 0 && to == sorted.Count ? sorted : [.. sorted.Skip(from).Take(to - from)], sections.GetValueOrDefault(TableSection.HeadingOf(slice))));
            from = to;
        }

        return new SnapshotContent(bySlice.ToImmutable());
    }

    /// <summary>The rows of a slice in the order of the file; none when it has none.</summary>
    public IReadOnlyList<ItemScore> RowsOf(string slice) => slices.GetValueOrDefault(slice)?.Rows ?? [];

    /// <summary>The rows of all slices in the order of the file.</summary>
    public IReadOnlyList<ItemScore> Rows => slices.Count == 1 ? slices.Values.First().Rows : [.. slices.Values.SelectMany(static slice => slice.Rows)];

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

    /// <summary>The text of the table.</summary>
    public string TableOf(BenchmarkSpec benchmark) => TableFile.Join(benchmark, slices.ToDictionary(pair => pair.Key, pair => pair.Value.Section ?? "", StringComparer.Ordinal));

    /// <summary>Replaces the files where they differ.</summary>
    /// <exception cref="SnapshotException"><see cref="ErrorCode.SnapshotUnwritable"/>; the message ends with <paramref name="otherwise"/>.</exception>
    public async Task WriteAsync(SnapshotPaths paths, BenchmarkSpec benchmark, string otherwise)
    {
        await ItemsStore.WriteAsync(paths, Rows, otherwise);
        await SnapshotIO.WriteOneAsync(paths.Table, TableOf(benchmark), otherwise);
    }

    /// <summary>Whether the files of both would be the same.</summary>
    public bool IsAs(SnapshotContent other, BenchmarkSpec benchmark) =>
        slices.Keys.SequenceEqual(other.slices.Keys, StringComparer.Ordinal)
        && slices.All(pair => AreSame(pair.Value.Rows, other.slices[pair.Key].Rows))
        && TableOf(benchmark) == other.TableOf(benchmark);

    /// <summary>Whether rows, each in order, would be the same lines.</summary>
    public static bool AreSame(IReadOnlyList<ItemScore> left, IReadOnlyList<ItemScore> right) =>
        left.Count == right.Count && left.Zip(right).All(static pair => ReferenceEquals(pair.First, pair.Second) || pair.First.Equals(pair.Second) || ItemsFile.LineOf(pair.First) == ItemsFile.LineOf(pair.Second));

    private sealed record SliceContent(IReadOnlyList<ItemScore> Rows, string? Section);
}
