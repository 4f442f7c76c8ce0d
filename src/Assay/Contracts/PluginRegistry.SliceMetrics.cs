using System.Diagnostics.CodeAnalysis;
using Assay.Errors;

namespace Assay.Contracts;

/// <content>Metrics of whole slices.</content>
public sealed partial class PluginRegistry
{
    /// <summary>Registers a metric of whole slices.</summary>
    /// <exception cref="AssayException">One of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry Add(ISliceMetric metric) => Add(metric, PluginOrigin.Instance);

    /// <summary>Registers the metrics of whole slices that one function finds together.</summary>
    /// <typeparam name="T">What the function finds.</typeparam>
    /// <exception cref="AssayException">One of their ids is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry Add<T>(SliceMetricSet<T> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        foreach (var metric in metrics.Metrics)
            Add(metric);
        return this;
    }

    /// <summary>Registers a metric of whole slices that is made once, when it is first asked for.</summary>
    /// <param name="id">The id that a score names.</param>
    /// <param name="version">The version or code digest.</param>
    /// <param name="factory">Makes a metric of that id and version.</param>
    /// <exception cref="AssayException">One of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry AddSliceMetric(string id, string version, Func<ISliceMetric> factory)
    {
        sliceMetrics.Add(id, version, factory);
        return this;
    }

    /// <summary>Registers a metric of whole slices by its type, which is made at once.</summary>
    /// <typeparam name="T">The metric.</typeparam>
    /// <exception cref="AssayException">One of its id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry AddSliceMetric<T>()
        where T : ISliceMetric, new() => Add(new T(), PluginOrigin.Type);

    /// <summary>Finds a metric of whole slices by id.</summary>
    /// <exception cref="AssayException">Its factory failed: <see cref="ErrorCode.PluginFailed"/>.</exception>
    public bool TryGetSliceMetric(string id, [NotNullWhen(true)] out ISliceMetric? metric) =>
        sliceMetrics.TryGet(id, out metric) || (outer is not null && outer.TryGetSliceMetric(id, out metric));

    private PluginRegistry Add(ISliceMetric metric, PluginOrigin origin)
    {
        sliceMetrics.Add(metric, origin);
        return this;
    }
}
