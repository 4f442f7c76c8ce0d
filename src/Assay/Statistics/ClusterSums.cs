namespace Assay.Statistics;

/// <summary>Sums of values by cluster.</summary>
internal static class ClusterSums
{
    private const double Noise = 1e-12;

    /// <summary>One sum per cluster, in the order in which clusters first appear; a sum that rounding alone keeps off 0 is 0.</summary>
    public static double[] Of<TCluster>(ReadOnlySpan<double> values, ReadOnlySpan<TCluster> clusters)
        where TCluster : notnull
    {
        var index = new Dictionary<TCluster, int>();
        var sums = new List<CompensatedSum>();
        var magnitudes = new List<double>();
        for (var i = 0; i < values.Length; i++)
        {
            if (!index.TryGetValue(clusters[i], out var cluster))
            {
                index.Add(clusters[i], cluster = sums.Count);
                sums.Add(default);
                magnitudes.Add(0);
            }

            var sum = sums[cluster];
            sum.Add(values[i]);
            sums[cluster] = sum;
            magnitudes[cluster] += Math.Abs(values[i]);
        }

        return [.. sums.Select((sum, i) => Math.Abs(sum.Value) <= Noise * magnitudes[i] ? 0 : sum.Value)];
    }
}
