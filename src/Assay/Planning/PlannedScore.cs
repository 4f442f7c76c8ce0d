using Assay.Contracts;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>One column of a slice's results, ready to run: a metric, the parse that it reads, and their identities.</summary>
/// <param name="Score">The score that it belongs to.</param>
/// <param name="Metric">The metric's spec.</param>
/// <param name="Name">What tables call it.</param>
/// <param name="ParseIndex">Which of the slice's parses it reads; -1 for none.</param>
/// <param name="Identity">The metric's identity: id, version, settings and stand-in value.</param>
/// <param name="Evaluate">The metric's function.</param>
internal sealed record PlannedScore(ScoreSpec Score, MetricSpec Metric, string Name, int ParseIndex, Hash128 Identity, BoundMetric Evaluate)
{
    /// <summary>Whether it scores outputs too in which its parse found nothing.</summary>
    public bool ReadsFailures { get; init; }

    /// <summary>The judges that it asks, by id.</summary>
    public IReadOnlyList<(string Id, string Version)> Judges { get; init; } = [];
}
