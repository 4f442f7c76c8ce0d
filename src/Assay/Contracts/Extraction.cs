namespace Assay.Contracts;

/// <summary>What an extractor found: a value, or the reason why there is none. Failure is a value, never an exception.</summary>
/// <param name="Success">Whether a value was found.</param>
/// <param name="Value">The value; null is possible on success.</param>
/// <param name="Reason">Why nothing was found; null on success.</param>
public readonly record struct Extraction(bool Success, object? Value, string? Reason)
{
    /// <summary>A value was found.</summary>
    public static Extraction Found(object? value) => new(true, value, null);

    /// <summary>Nothing was found.</summary>
    /// <param name="reason">One sentence that says what was missing.</param>
    public static Extraction NotFound(string reason) => new(false, null, reason);
}
