using Assay.Errors;
using Assay.Identity;

namespace Assay.Storage.Care;

/// <summary>A score with all that tells what it is of, as it is exported.</summary>
/// <param name="Generation">The generation's identity.</param>
/// <param name="Model">The model's id.</param>
/// <param name="Item">The item's id.</param>
/// <param name="Parse">The parse's id; null where the metric reads the output itself.</param>
/// <param name="Metric">The metric's id.</param>
/// <param name="Value">The score; null when there is none.</param>
/// <param name="Failure">Why there is none; null when there is one.</param>
/// <param name="Run">The row of the run that made it.</param>
/// <param name="Written">When it was written.</param>
/// <param name="Duration">How long the metric took.</param>
public sealed record ScoreRow(
    Hash128 Generation,
    string Model,
    string Item,
    string? Parse,
    string Metric,
    double? Value,
    ErrorCode? Failure,
    long Run,
    DateTimeOffset Written,
    TimeSpan Duration);
