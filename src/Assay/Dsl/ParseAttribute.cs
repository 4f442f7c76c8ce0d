namespace Assay;

/// <summary>Declares a parse on a static method that reads a value from an <see cref="Output"/> (and, if it asks for it, the item). It returns <see cref="Parsed{T}"/>, or a plain value where it cannot fail.</summary>
/// <param name="id">Unique within the benchmark.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class ParseAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;

    /// <summary>Takes the place of the digest of the code in its identity; null uses the digest.</summary>
    public string? Version { get; init; }
}
