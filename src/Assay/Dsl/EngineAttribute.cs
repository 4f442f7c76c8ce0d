namespace Assay;

/// <summary>
/// Declares an engine: a static method that takes the item, the <see cref="Prompt"/> or both (and optionally a <see cref="Contracts.EngineRequest"/>
/// and a <see cref="CancellationToken"/>) and returns a string, an <see cref="Output"/> or a <see cref="Transcript"/>, also as a task; or a static property that gives a
/// <see cref="Recording{T}"/> or an <see cref="Contracts.IEngine"/> of that id, whose version, price and input are its own.
/// </summary>
/// <param name="id">What a model names as its provider.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = false)]
public sealed class EngineAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;

    /// <summary>Whether a call costs money, so that it is made in <c>Run</c> mode alone; false by default.</summary>
    public bool Paid { get; init; }

    /// <summary>Takes the place of the digest of the code in its identity; null uses the digest.</summary>
    public string? Version { get; init; }
}
