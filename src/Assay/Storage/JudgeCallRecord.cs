namespace Assay.Storage;

/// <summary>A call of a judge that a metric made.</summary>
/// <param name="Json">The call as JSON: what was asked and answered, with tokens and durations, as its metric writes it.</param>
public sealed record JudgeCallRecord(string Json);
