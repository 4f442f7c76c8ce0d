namespace Assay.Cli.Reports;

/// <summary>What a parse read of an output.</summary>
/// <param name="Parse">The parse's id.</param>
/// <param name="Success">Whether a value was found.</param>
/// <param name="Text">The value as text, or the reason why there is none.</param>
/// <param name="Written">When it was read.</param>
internal sealed record ReadAnswer(string Parse, bool Success, string? Text, DateTimeOffset Written);
