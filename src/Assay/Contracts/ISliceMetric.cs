using System.Text.Json;

namespace Assay.Contracts;

/// <summary>
/// Scores all answers of a slice at once. It runs whenever results are read, over what is stored, so that it must give the same for
/// the same answers; nothing it finds is stored.
/// </summary>
public interface ISliceMetric
{
    /// <summary>The id that a score names.</summary>
    string Id { get; }

    /// <summary>The version or code digest.</summary>
    string Version { get; }

    /// <summary>Checks the settings once and gives the function that scores; the function must be safe for concurrent calls.</summary>
    /// <param name="config">The settings of the spec; null for none.</param>
    /// <exception cref="Errors.SpecValidationException">The settings break a rule; every broken rule is one problem.</exception>
    BoundSliceMetric Bind(JsonElement? config);
}

/// <summary>A metric of a whole slice with its settings.</summary>
/// <param name="context">The answers.</param>
/// <param name="cancellationToken">Stops the metric.</param>
public delegate ValueTask<MetricResult> BoundSliceMetric(SliceMetricContext context, CancellationToken cancellationToken);
