using Assay.Specs;

namespace Assay.Storage.Sqlite;

/// <summary>Where a store lies and how it is kept.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The folder, usually <c>.assay</c> beside the project file; made when it is absent. The store is <c>assay.db</c> in it.</summary>
    public required string Directory { get; init; }

    /// <summary>Whether items' contents are kept besides their ids and digests; default true. False overrides every <see cref="ItemEntry.StorePayload"/>.</summary>
    public bool StoreItemPayloads { get; init; } = true;

    /// <summary>How contents too large for a row are kept; default <see cref="PayloadCompression.Zstd"/>. Every content can be read whatever is set.</summary>
    public PayloadCompression Compression { get; init; } = PayloadCompression.Zstd;

    /// <summary>How long to wait for another process; default 10 minutes.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What committed entries survive; default <see cref="StoreDurability.Normal"/>.</summary>
    public StoreDurability Durability { get; init; }

    /// <summary>Opens an existing store for reading alone; works in a folder that cannot be written. Default false.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The largest size of the file, in pages of 4096 bytes; 0 for none. Stands in for a full disk.</summary>
    internal long MaxPages { get; init; }

    internal string FilePath => Path.Combine(Path.GetFullPath(Directory), "assay.db");
}
