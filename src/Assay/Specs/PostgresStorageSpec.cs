namespace Assay.Specs;

/// <summary>A PostgreSQL database, with large payloads beside it.</summary>
/// <param name="Connection">The connection string; leave the password to the environment or a password file, for this is stored with results.</param>
/// <param name="BlobRoot">The folder of large payloads, absolute or relative to the project file's; shared by all who use the database.</param>
public sealed record PostgresStorageSpec(string Connection, string BlobRoot) : StorageSpec;
