using Assay.Errors;

namespace Assay.Storage;

/// <summary>An attempt to generate that failed and was followed by another one.</summary>
/// <param name="Number">Its place among the attempts, from 1.</param>
/// <param name="Code">Why it failed.</param>
/// <param name="Message">What happened, for people; null for nothing to say.</param>
/// <param name="Duration">How long it took, without the wait before the next one.</param>
public sealed record AttemptRecord(int Number, ErrorCode Code, string? Message, TimeSpan Duration);
