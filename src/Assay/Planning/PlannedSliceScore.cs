using Assay.Contracts;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>A score of the whole slice, ready to run.</summary>
/// <param name="Score">The score that it belongs to.</param>
/// <param name="Metric">The metric's spec, its version filled in.</param>
/// <param name="Name">What tables call it.</param>
/// <param name="ParseIndex">Which of the slice's parses it reads; -1 for none.</param>
/// <param name="Evaluate">The metric's function.</param>
internal sealed record PlannedSliceScore(ScoreSpec Score, MetricSpec Metric, string Name, int ParseIndex, BoundSliceMetric Evaluate);
