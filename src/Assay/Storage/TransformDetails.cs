using Assay.Errors;

namespace Assay.Storage;

/// <summary>A stored parse of a generation.</summary>
/// <param name="ParseId">The parse's definition row.</param>
/// <param name="ParseJson">Its spec as JSON.</param>
/// <param name="Success">Whether a value was found.</param>
/// <param name="Failure">Why the parse broke; null when it ran to its end, with or without a value.</param>
/// <param name="Text">The value as text for people, an array or a collection as canonical JSON, or the reason why there is none.</param>
/// <param name="Written">When it was written.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Attempts">What each extractor of its chain did; empty where that was not recorded.</param>
public sealed record TransformDetails(
    long ParseId,
    string ParseJson,
    bool Success,
    ErrorCode? Failure,
    string? Text,
    DateTimeOffset Written,
    TimeSpan Duration,
    IReadOnlyList<ExtractorAttemptRecord> Attempts);
