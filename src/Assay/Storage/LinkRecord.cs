namespace Assay.Storage;

/// <summary>Where else something can be seen: a trace, a dashboard, a provider's log.</summary>
/// <param name="Kind">What the address leads to, for example <c>trace</c>.</param>
/// <param name="Url">The address; kept letter by letter as it was given.</param>
public sealed record LinkRecord(string Kind, Uri Url)
{
    /// <summary>The kind of the link from a generation to the provider's batch that made it, whose address is <c>batch:provider/id</c>.</summary>
    public const string Batch = "batch";

    /// <summary>The kind of the link from a run to the tools that a server offered it, whose address is <c>tools:server?version=…&amp;seen=…</c> with a digest of them.</summary>
    public const string Tools = "tools";
}
