using Assay.Specs;

namespace Assay.Postgres;

/// <summary>Where a store lies and how it is kept.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>Npgsql's connection string. The tables lie in the first schema of its search path, <c>public</c> unless it says otherwise.</summary>
    public required string Connection { get; init; }

    /// <summary>The folder of payloads too large for a row, made when it is absent; shared by all who use the database.</summary>
    public required string BlobRoot { get; init; }

    /// <summary>Whether items' contents are kept besides their ids and digests; default true.</summary>
    public bool StoreItemPayloads { get; init; } = true;

    /// <summary>How contents too large for a row are kept; default <see cref="PayloadCompression.Zstd"/>. Every content can be read whatever is set.</summary>
    public PayloadCompression Compression { get; init; } = PayloadCompression.Zstd;

    /// <summary>What committed entries survive; default <see cref="StoreDurability.Normal"/>: the death of any process here. <see cref="StoreDurability.Full"/>: that of the server too.</summary>
    public StoreDurability Durability { get; init; }

    /// <summary>How long to wait for another process; default 10 minutes.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(10);
}
