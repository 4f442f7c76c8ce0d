using System.Text.Json;

namespace Assay.Contracts;

/// <summary>Scores a candidate.</summary>
public interface IMetric
{
    /// <summary>The id that a score names.</summary>
    string Id { get; }

    /// <summary>The version or code digest; part of an evaluation's identity.</summary>
    string Version { get; }

    /// <summary>Checks the settings once and gives the function that scores; the function must be safe for concurrent calls.</summary>
    /// <param name="config">The settings of the spec; null for none.</param>
    /// <exception cref="Errors.SpecValidationException">The settings break a rule; every broken rule is one problem.</exception>
    BoundMetric Bind(JsonElement? config);
}

/// <summary>A metric with its settings.</summary>
/// <param name="context">What it reads.</param>
/// <param name="cancellationToken">Stops the metric.</param>
public delegate ValueTask<MetricResult> BoundMetric(MetricContext context, CancellationToken cancellationToken);
