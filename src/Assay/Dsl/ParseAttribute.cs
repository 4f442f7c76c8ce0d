namespace Assay;

/// <summary>Declares a parse on a static method that reads a value from an <see cref="Output"/> (and, if it asks for it, the item). It returns <see cref="Parsed{T}"/>, or a plain value where it cannot fail. Reports show a list or a map as JSON, entry by entry, and any other value by its <c>ToString</c>.</summary>
/// <param name="id">Unique within the benchmark.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class ParseAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;

    /// <summary>
    /// The parses that are tried in order where this one finds nothing, by id or by <c>nameof</c>: the first that finds a value gives it, and
    /// each attempt is recorded. All give the same type. None by default.
    /// </summary>
    public string[] Fallbacks { get; init; } = [];

    /// <summary>Takes the place of the digest of the code in its identity; null uses the digest.</summary>
    public string? Version { get; init; }
}
