namespace Assay.Contracts;

/// <summary>
/// Metrics that one function finds together, such as the numbers of a record: for a candidate the function runs once, however many
/// of its metrics are asked for. <see cref="PluginRegistry.Add{T}(MetricSet{T})"/> registers each.
/// </summary>
/// <typeparam name="T">What the function finds.</typeparam>
public sealed class MetricSet<T>
{
    /// <summary>Makes a set.</summary>
    /// <param name="version">The version or code digest, of all its metrics.</param>
    /// <param name="function">What finds; called concurrently for several candidates.</param>
    /// <param name="metrics">The metrics, each with the id that a score names and what takes it from what was found.</param>
    public MetricSet(string version, Func<MetricContext, CancellationToken, ValueTask<T>> function, IReadOnlyList<KeyValuePair<string, Func<T, MetricResult>>> metrics)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(version);
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(metrics);
        Version = version;
        Function = function;
        Parts = metrics;
    }

    /// <summary>The version of each metric.</summary>
    public string Version { get; }

    /// <summary>Whether the metrics also score outputs in which their score's parse found nothing, see <see cref="IMetric.ReadsFailures"/>; false by default.</summary>
    public bool ReadsFailures { get; init; }

    private Func<MetricContext, CancellationToken, ValueTask<T>> Function { get; }

    private IReadOnlyList<KeyValuePair<string, Func<T, MetricResult>>> Parts { get; }

    /// <summary>The metrics, in the order in which they were given.</summary>
    public IEnumerable<IMetric> Metrics => Parts.Select(part => new FunctionMetric(part.Key, Version, Of(part.Value)) { ReadsFailures = ReadsFailures });

    private BoundMetric Of(Func<T, MetricResult> part) => async (context, cancellationToken) => part(context.Memo is { } memo
        ? await memo.OnceAsync(Function, context, cancellationToken).ConfigureAwait(false)
        : await Function(context, cancellationToken).ConfigureAwait(false));
}
