using System.Globalization;
using Assay.Results;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>Says in words which rows only one side has.</summary>
internal static class RowChanges
{
    private const int MostNamed = 5;

    private static readonly (string One, string Many, Func<ItemScore, string> Id)[] Parts =
    [
        ("model", "models", row => row.Model),
        ("prompt", "prompts", row => row.Prompt),
        ("set of params", "sets of params", row => row.Params),
        ("score", "scores", row => row.Score),
        ("item", "items", row => row.ItemId),
    ];

    /// <summary>One sentence per kind of change; none when both sides have the same rows with as many samples.</summary>
    public static IReadOnlyList<string> Describe(IReadOnlyList<ItemScore> before, IReadOnlyList<ItemScore> after, IReadOnlyList<ItemPair> pairs)
    {
        var changes = new List<string>();
        if (pairs.Count < before.Count || pairs.Count < after.Count)
        {
            var paired = new HashSet<ItemScore>(pairs.SelectMany(pair => (ItemScore[])[pair.Before, pair.After]), ReferenceEqualityComparer.Instance);
            List<ItemScore> removed = [.. before.Where(row => !paired.Contains(row))];
            List<ItemScore> added = [.. after.Where(row => !paired.Contains(row))];
            foreach (var (one, many, id) in Parts)
            {
                var isItem = one == "item";
                var old = before.Where(row => !isItem || !row.IsOfSlice).Select(id).ToHashSet(StringComparer.Ordinal);
                var now = after.Where(row => !isItem || !row.IsOfSlice).Select(id).ToHashSet(StringComparer.Ordinal);
                AddNamed(changes, one, many, "removed", old.Where(name => !now.Contains(name)));
                AddNamed(changes, one, many, "added", now.Where(name => !old.Contains(name)));
                removed.RemoveAll(row => !(isItem && row.IsOfSlice) && !now.Contains(id(row)));
                added.RemoveAll(row => !(isItem && row.IsOfSlice) && !old.Contains(id(row)));
            }

            AddNamed(changes, "row", "rows", "removed", removed.Select(Describe));
            AddNamed(changes, "row", "rows", "added", added.Select(Describe));
        }

        AddSampleCounts(changes, pairs);
        return changes;
    }

    private static void AddNamed(List<string> changes, string one, string many, string what, IEnumerable<string> names)
    {
        string[] all = [.. names.Order(StringComparer.Ordinal)];
        if (all.Length == 0)
            return;
        var named = string.Join(", ", all.Take(MostNamed).Select(name => name.Length == 0 ? "(none)" : RowText.Escape(name)));
        var more = all.Length > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {all.Length - MostNamed} more") : "";
        changes.Add($"{Figure.Count(all.Length, one, many)} {what}: {named}{more}");
    }

    private static void AddSampleCounts(List<string> changes, IReadOnlyList<ItemPair> pairs)
    {
        var changed = pairs
            .Select(pair => (Before: pair.Before.Samples.Count, After: pair.After.Samples.Count))
            .Where(counts => counts.Before != counts.After)
            .GroupBy(counts => counts)
            .OrderBy(group => group.Key);
        foreach (var group in changed)
            changes.Add(string.Create(CultureInfo.InvariantCulture, $"{group.Key.Before} → {Figure.Count(group.Key.After, "sample")} for {Figure.Count(group.Count(), "row")}"));
    }

    private static string Describe(ItemScore row) => $"{(row.IsOfSlice ? "whole slice" : row.ItemId)} / {Variant.Of(row)} / {row.Score}";
}
