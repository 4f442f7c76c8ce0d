namespace Assay.Contracts;

/// <summary>
/// Metrics of a whole slice that one function finds together, such as the numbers of a record: for each model and way of asking the
/// function runs once, however many of its metrics are asked for. <see cref="PluginRegistry.Add{T}(SliceMetricSet{T})"/> registers each.
/// </summary>
/// <typeparam name="T">What the function finds.</typeparam>
public sealed class SliceMetricSet<T>
{
    private readonly Func<SliceMetricContext, CancellationToken, ValueTask<T>> function;
    private readonly IReadOnlyList<KeyValuePair<string, Func<T, MetricResult>>> parts;

    /// <summary>Makes a set.</summary>
    /// <param name="version">The version or code digest, of all its metrics.</param>
    /// <param name="function">What finds; called concurrently.</param>
    /// <param name="metrics">The metrics, each with the id that a score names and what takes it from what was found.</param>
    public SliceMetricSet(string version, Func<SliceMetricContext, CancellationToken, ValueTask<T>> function, IReadOnlyList<KeyValuePair<string, Func<T, MetricResult>>> metrics)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(version);
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(metrics);
        Version = version;
        this.function = function;
        parts = metrics;
    }

    /// <summary>The version of each metric.</summary>
    public string Version { get; }

    /// <summary>The metrics, in the order in which they were given.</summary>
    public IEnumerable<ISliceMetric> Metrics => parts.Select(part => new FunctionSliceMetric(part.Key, Version, Of(part.Value)));

    private BoundSliceMetric Of(Func<T, MetricResult> part) => async (context, cancellationToken) =>
        part(await context.OnceAsync(function, cancellationToken).ConfigureAwait(false));
}
