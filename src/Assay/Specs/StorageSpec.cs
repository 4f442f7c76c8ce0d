using System.Text.Json.Serialization;

namespace Assay.Specs;

/// <summary>Where results are kept: <see cref="SqliteStorageSpec"/> or <see cref="PostgresStorageSpec"/>, told apart by <c>kind</c> in JSON and TOML; without one it is SQLite.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SqliteStorageSpec), "sqlite")]
[JsonDerivedType(typeof(PostgresStorageSpec), "postgres")]
public abstract record StorageSpec
{
    private protected StorageSpec()
    {
    }

    /// <summary>Whether items are stored with their results; true by default. Without them a result shows ids and digests alone.</summary>
    public bool StoreItemPayloads { get; init; } = true;

    /// <summary>How large payloads are compressed; zstd by default.</summary>
    public PayloadCompression Compression { get; init; } = PayloadCompression.Zstd;

    /// <summary>How soon what is reported finished survives a loss of power; normal by default.</summary>
    public StoreDurability Durability { get; init; }
}
