using Assay.Specs;

namespace Assay.Results;

/// <summary>Groups scores and averages each group. Nothing is averaged together unasked: a metric is always part of the group.</summary>
public static class Aggregation
{
    /// <summary>Aggregates the scores of slices.</summary>
    /// <param name="results">The slices.</param>
    /// <param name="keys">By what to group, in the order of the columns; where <see cref="GroupKind.Metric"/> is not among them it is added last.</param>
    /// <returns>One row per group, in ordinal order of the keys' values.</returns>
    public static IReadOnlyList<AggregateRow> Aggregate(IEnumerable<SliceResult> results, params ReadOnlySpan<GroupKey> keys)
    {
        GroupKey[] all = keys.Contains(GroupKind.Metric) ? [.. keys] : [.. keys, GroupKind.Metric];
        var groups = new SortedDictionary<ValueList<string>, Accumulator>(KeyOrder.Instance);
        foreach (var result in results)
        {
            var dimensions = result.Benchmark.Slices.FirstOrDefault(slice => slice.Id == result.Slice)?.Dimensions ?? ValueMap<string>.Empty;
            foreach (var score in result.Scores)
            {
                var key = ValueList.From(all.Select(one => ValueOf(one, score, dimensions)));
                if (!groups.TryGetValue(key, out var group))
                    groups.Add(key, group = new Accumulator());
                group.Add(score.Samples);
            }
        }

        return [.. groups.Select(static group => group.Value.ToRow(group.Key))];
    }

    private static string ValueOf(GroupKey key, ItemScore score, ValueMap<string> dimensions) => key.Kind switch
    {
        GroupKind.Model => score.Model,
        GroupKind.Slice => score.Slice,
        GroupKind.Prompt => score.Prompt,
        GroupKind.Params => score.Params,
        GroupKind.Metric => score.Score,
        GroupKind.Item => score.ItemId,
        GroupKind.Status => score.Samples.FirstOrDefault(static sample => sample.Failure is not null).Failure?.Value ?? "ok",
        GroupKind.Dimension => dimensions.TryGetValue(key.Dimension ?? "", out var value) ? value : "",
        _ => throw new ArgumentOutOfRangeException(nameof(key), key.Kind, "Unknown kind of group."),
    };

    private sealed class Accumulator
    {
        private double sum;
        private double correction;
        private long count;
        private long failed;

        public void Add(ValueList<SampleScore> samples)
        {
            double total = 0;
            var scored = 0;
            foreach (var sample in samples)
            {
                if (sample.Value is not { } value)
                    continue;
                total += value;
                scored++;
            }

            if (scored == 0)
                failed++;
            else
                AddValue(total / scored);
        }

        public AggregateRow ToRow(ValueList<string> keys) => new(keys, count == 0 ? double.NaN : (sum + correction) / count, count, failed);

        /// <summary>Neumaier's compensated sum, so that the order of a million items does not show.</summary>
        private void AddValue(double value)
        {
            var next = sum + value;
            correction += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
            count++;
        }
    }

    private sealed class KeyOrder : IComparer<ValueList<string>>
    {
        public static KeyOrder Instance { get; } = new();

        public int Compare(ValueList<string>? x, ValueList<string>? y)
        {
            for (var i = 0; i < x!.Count; i++)
            {
                var order = string.CompareOrdinal(x[i], y![i]);
                if (order != 0)
                    return order;
            }

            return 0;
        }
    }
}
