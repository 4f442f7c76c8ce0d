using Assay.Contracts;

namespace Assay;

/// <summary>A parsed value, or the reason why there is none.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly record struct Parsed<T>
{
    private readonly T? value;

    internal Parsed(bool success, T? value, string? reason)
    {
        Success = success;
        this.value = value;
        Reason = reason;
    }

    /// <summary>Whether there is a value.</summary>
    public bool Success { get; }

    /// <summary>Why there is no value; null when there is one.</summary>
    public string? Reason { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Value => Success ? value! : throw new InvalidOperationException(Reason ?? "The parse found no value.");

    /// <summary>A value was found.</summary>
    public static implicit operator Parsed<T>(T value) => new(true, value, null);

    /// <summary>The untyped form that the store and generic metrics read.</summary>
    public Extraction ToExtraction() => Success ? Extraction.Found(value) : Extraction.NotFound(Reason ?? "The parse found no value.");
}

/// <summary>Makes <see cref="Parsed{T}"/>s.</summary>
public static class Parsed
{
    /// <summary>A value was found.</summary>
    public static Parsed<T> Found<T>(T value) => new(true, value, null);

    /// <summary>Nothing was found.</summary>
    /// <param name="reason">One sentence that says what was missing.</param>
    public static Parsed<T> Failed<T>(string reason) => new(false, default, reason);
}
