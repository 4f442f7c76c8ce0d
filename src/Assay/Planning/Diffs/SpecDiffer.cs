using System.Text.Json;
using Assay.Specs;
using Assay.Specs.Serialization;
using DiffPlex;
using DiffPlex.Chunkers;

namespace Assay.Planning.Diffs;

/// <summary>
/// Finds what differs between two specs, value by value. Elements of a list that have ids are matched by them, so that a
/// reorder is one change; those without are aligned by the longest common subsequence, so that an insertion is one too.
/// </summary>
public static class SpecDiffer
{
    /// <summary>Compares two specs of one kind.</summary>
    /// <typeparam name="T">A spec record, such as <see cref="BenchmarkSpec"/>, <see cref="ExperimentSpec"/> or <see cref="ProjectSpec"/>.</typeparam>
    /// <param name="baseline">The spec as it was; it need not be valid.</param>
    /// <param name="treatment">The spec as it is; it need not be valid.</param>
    /// <returns>The changes in the order of the spec; empty when both are equal.</returns>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not a spec record.</exception>
    public static ValueList<SpecChange> Compare<T>(T baseline, T treatment)
        where T : class
    {
        var changes = new List<SpecChange>();
        Compare(SpecSide.Of(baseline), SpecSide.Of(treatment), "", changes);
        return ValueList.From(changes);
    }

    private static void Compare(SpecSide before, SpecSide after, string path, List<SpecChange> changes)
    {
        if (Equals(before.Shown, after.Shown))
            return;
        if (before.Kind == JsonValueKind.Object && after.Kind == JsonValueKind.Object)
        {
            foreach (var name in before.Names.Union(after.Names, StringComparer.Ordinal))
                Compare(before.Member(name), after.Member(name), SpecPath.At(path, name), changes);
        }
        else if (before.Kind == JsonValueKind.Array && after.Kind == JsonValueKind.Array)
        {
            var (old, current) = (before.Elements, after.Elements);
            if (IdsOf(old) is { } oldIds && IdsOf(current) is { } currentIds)
                CompareById(old, oldIds, current, currentIds, path, changes);
            else
                CompareInOrder(old, current, path, changes);
        }
        else
        {
            changes.Add(new SpecChange(path, KindOf(before, after), before.Shown, after.Shown));
        }
    }

    private static SpecChangeKind KindOf(SpecSide before, SpecSide after) =>
        before.Shown is null ? SpecChangeKind.Added : after.Shown is null ? SpecChangeKind.Removed : SpecChangeKind.Edited;

    /// <summary>The ids of all elements; null unless each has one of its own.</summary>
    private static List<string>? IdsOf(IReadOnlyList<SpecSide> elements)
    {
        var ids = elements.Select(static element => element.Id).OfType<string>().ToList();
        return ids.Count == elements.Count && ids.Distinct(StringComparer.Ordinal).Count() == ids.Count ? ids : null;
    }

    private static void CompareById(IReadOnlyList<SpecSide> old, List<string> oldIds, IReadOnlyList<SpecSide> current, List<string> currentIds, string path, List<SpecChange> changes)
    {
        for (var i = 0; i < old.Count; i++)
        {
            if (!currentIds.Contains(oldIds[i]))
                changes.Add(new SpecChange(SpecPath.At(path, i), SpecChangeKind.Removed, old[i].Shown, null));
        }

        for (var i = 0; i < current.Count; i++)
        {
            var from = oldIds.IndexOf(currentIds[i]);
            if (from < 0)
                changes.Add(new SpecChange(SpecPath.At(path, i), SpecChangeKind.Added, null, current[i].Shown));
            else
                Compare(old[from], current[i], SpecPath.At(path, i), changes);
        }

        var kept = oldIds.Where(currentIds.Contains).ToList();
        var now = currentIds.Where(oldIds.Contains).ToList();
        if (!kept.SequenceEqual(now, StringComparer.Ordinal))
            changes.Add(new SpecChange(path, SpecChangeKind.Reordered, ListOf(kept), ListOf(now)));
    }

    private static void CompareInOrder(IReadOnlyList<SpecSide> old, IReadOnlyList<SpecSide> current, string path, List<SpecChange> changes)
    {
        foreach (var block in Differ.Instance.CreateDiffs(Lines(old), Lines(current), ignoreWhiteSpace: false, ignoreCase: false, LineChunker.Instance).DiffBlocks)
        {
            var deleted = Math.Min(block.DeleteCountA, old.Count - block.DeleteStartA);
            var inserted = Math.Min(block.InsertCountB, current.Count - block.InsertStartB);
            var both = Math.Min(deleted, inserted);
            for (var i = 0; i < both; i++)
                Compare(old[block.DeleteStartA + i], current[block.InsertStartB + i], SpecPath.At(path, block.InsertStartB + i), changes);
            for (var i = both; i < deleted; i++)
                changes.Add(new SpecChange(SpecPath.At(path, block.DeleteStartA + i), SpecChangeKind.Removed, old[block.DeleteStartA + i].Shown, null));
            for (var i = both; i < inserted; i++)
                changes.Add(new SpecChange(SpecPath.At(path, block.InsertStartB + i), SpecChangeKind.Added, null, current[block.InsertStartB + i].Shown));
        }
    }

    /// <summary>One element a line: canonical JSON has no line break within.</summary>
    private static string Lines(IReadOnlyList<SpecSide> elements) => string.Concat(elements.Select(static element => element.Shown + "\n"));

    private static JsonValue ListOf(IEnumerable<string> ids) => new(JsonSerializer.SerializeToElement(ids, PlainJson.Default.IEnumerableString));
}
