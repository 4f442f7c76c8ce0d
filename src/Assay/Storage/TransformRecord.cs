using Assay.Errors;

namespace Assay.Storage;

/// <summary>A parse's outcome for one generation.</summary>
/// <param name="ParseId">The parse's definition row.</param>
/// <param name="Success">Whether a value was found.</param>
/// <param name="Text">The value as text for people, an array or a collection as canonical JSON, or the reason why there is none.</param>
/// <param name="Duration">How long it took.</param>
public sealed record TransformRecord(long ParseId, bool Success, string? Text, TimeSpan Duration)
{
    /// <summary>Why the parse broke, so that it is run again on resume; null when it ran to its end, with or without a value.</summary>
    public ErrorCode? Failure { get; init; }

    /// <summary>What each extractor of its chain did, in order; empty where that is not worth a record.</summary>
    public IReadOnlyList<ExtractorAttemptRecord> Attempts { get; init; } = [];
}
