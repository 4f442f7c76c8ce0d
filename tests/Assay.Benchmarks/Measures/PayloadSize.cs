namespace Assay.Benchmarks.Measures;

/// <summary>What of a store is what users gave and engines said.</summary>
internal static class PayloadSize
{
    /// <summary>The bytes of outputs and of items.</summary>
    public static long Of(string folder)
    {
        using var database = BareStore.Open(folder);
        return database.QueryLong("SELECT coalesce((SELECT sum(octet_length(text)) FROM events WHERE kind = 4), 0) + coalesce((SELECT sum(octet_length(text)) FROM items), 0) + coalesce((SELECT sum(octet_length(data)) FROM payloads), 0)");
    }
}
