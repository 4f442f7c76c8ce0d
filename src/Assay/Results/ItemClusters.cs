using System.Globalization;
using System.Text.Json;
using Assay.Contracts;
using Assay.Datasets;
using Assay.Errors;
using Assay.Identity;
using Assay.Planning;

namespace Assay.Results;

/// <summary>Which items depend on each other: those whose slice's cluster field has one value, and several trials of one item.</summary>
internal sealed class ItemClusters
{
    private readonly Dictionary<TaskScope, int[]> clusters;

    private ItemClusters(Dictionary<TaskScope, int[]> clusters) => this.clusters = clusters;

    /// <summary>The clusters of tasks' items.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="pools">Whether several trials of one item are averaged.</param>
    /// <param name="poolsTasks">Whether tasks are averaged, which may share items.</param>
    /// <returns>Null where all are independent.</returns>
    /// <exception cref="AssayException">No item of a slice has the slice's cluster field (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public static ItemClusters? Of(IReadOnlyList<TaskScope> tasks, bool pools, bool poolsTasks)
    {
        if (!pools && !(poolsTasks && tasks.Count > 1) && tasks.All(static task => task.Slice.Task.Cluster is null))
            return null;
        var numbers = new Dictionary<(string Field, Hash128 Value), int>();
        return new ItemClusters(tasks.ToDictionary(static task => task, task => NumbersOf(task.Slice, numbers)));
    }

    /// <summary>An item's cluster.</summary>
    public int Of(TaskScope task, int item) => clusters[task][item];

    /// <summary>The cluster of each item of one slice, by item id; empty where all are independent.</summary>
    /// <exception cref="AssayException">No item has the slice's cluster field (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public static IReadOnlyDictionary<string, string> NamesOf(PlannedSlice slice)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        if (slice.Task.Cluster is null)
            return names;
        var numbers = NumbersOf(slice, []);
        for (var i = 0; i < numbers.Length; i++)
            names[slice.Items[i].Id] = numbers[i].ToString(CultureInfo.InvariantCulture);
        return names;
    }

    private static int[] NumbersOf(PlannedSlice slice, Dictionary<(string Field, Hash128 Value), int> numbers)
    {
        var items = slice.Items;
        var path = slice.Task.Cluster is { } field ? PathOf(slice, field) : null;
        var found = items.Count == 0;
        var result = new int[items.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var value = ValueOf(items[i], path);
            found |= value is not null || items[i].Failure is not null;
            var key = value is null ? ("", OwnOf(items[i])) : (path!.ToString(), Digest.Of(value));
            if (!numbers.TryGetValue(key, out result[i]))
                numbers.Add(key, result[i] = numbers.Count);
        }

        return path is null || found
            ? result
            : throw new AssayException(ErrorCode.ComparisonInvalid, $"No item of slice '{slice.Task.Id}' has the field '{path}' by which the slice clusters its items; name a field of the items.");
    }

    private static FieldPath PathOf(PlannedSlice slice, string field) => FieldPath.TryParse(field, out var path)
        ? path
        : throw new AssayException(ErrorCode.ComparisonInvalid, $"Slice '{slice.Task.Id}' clusters its items by '{field}', which is no path to a field; write one such as 'meta.document'.");

    private static string? ValueOf(Item item, FieldPath? path) =>
        path is not null && item.Failure is null && path.TryGet(item.Element, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    /// <summary>What makes an item the same in two slices: its id and its content.</summary>
    private static Hash128 OwnOf(Item item)
    {
        var digest = new Digest("item/1", stackalloc byte[128]);
        digest.Add(item.Id);
        digest.Add(item.Digest);
        return digest.Finish();
    }
}
