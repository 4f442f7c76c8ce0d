namespace Assay.Storage;

/// <summary>What one extractor of a parse's chain did.</summary>
/// <param name="ExtractorId">The extractor's id.</param>
/// <param name="Success">Whether it found a value.</param>
/// <param name="Text">The value as text for people, or the reason why there is none; null for nothing to say.</param>
/// <param name="Duration">How long it took.</param>
public sealed record ExtractorAttemptRecord(string ExtractorId, bool Success, string? Text, TimeSpan Duration);
