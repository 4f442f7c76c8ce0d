using System.Text.Json;
using Assay.Specs;

namespace Assay.Contracts;

/// <summary>Scores a candidate.</summary>
public interface IMetric
{
    /// <summary>The id that a score names.</summary>
    string Id { get; }

    /// <summary>The version or code digest; part of an evaluation's identity.</summary>
    string Version { get; }

    /// <summary>
    /// Whether it also scores outputs in which its score's parse found nothing; then <see cref="MetricContext.Extraction"/> says why. False by
    /// default: such an output has the score's <c>IfUnparsed</c>, or no score.
    /// </summary>
    bool ReadsFailures => false;

    /// <summary>Checks the settings once and gives the function that scores; the function must be safe for concurrent calls.</summary>
    /// <param name="config">The settings of the spec; null for none.</param>
    /// <exception cref="Errors.SpecValidationException">The settings break a rule; every broken rule is one problem.</exception>
    BoundMetric Bind(JsonElement? config);

    /// <summary>
    /// The ids of the registered judges that these settings name. Their ids and versions become part of the evaluation's
    /// identity, and one that is not registered is refused at planning. None by default.
    /// </summary>
    /// <param name="config">The settings of the spec; null for none.</param>
    ValueList<string> JudgesOf(JsonElement? config) => [];

    /// <summary>
    /// A judge of the metric's own that these settings make, registered nowhere, such as one that asks a model for embeddings; it counts like a registered
    /// one. Null by default.
    /// </summary>
    /// <param name="config">The settings of the spec; null for none.</param>
    /// <exception cref="Errors.SpecValidationException">The settings break a rule.</exception>
    IJudge? JudgeOf(JsonElement? config) => null;

    /// <summary>As <see cref="Bind(JsonElement?)"/>, which it calls by default, for metrics that ask judges.</summary>
    /// <param name="config">The settings of the spec; null for none.</param>
    /// <param name="judges">The judges that <see cref="JudgesOf"/> named, by id.</param>
    /// <exception cref="Errors.SpecValidationException">The settings break a rule; every broken rule is one problem.</exception>
    BoundMetric Bind(JsonElement? config, IReadOnlyDictionary<string, IJudge> judges) => Bind(config);
}

/// <summary>A metric with its settings.</summary>
/// <param name="context">What it reads.</param>
/// <param name="cancellationToken">Stops the metric.</param>
public delegate ValueTask<MetricResult> BoundMetric(MetricContext context, CancellationToken cancellationToken);
