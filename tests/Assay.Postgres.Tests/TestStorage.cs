using Assay.Postgres;
using Assay.Postgres.Tests;
using Assay.Storage;

namespace Assay.Tests.Storage;

/// <summary>Opens stores on the tests' server: a schema for each test's folder, and the blobs in the folder.</summary>
internal static class TestStorage
{
    public static async Task<StorageBundle> OpenAsync(TestOptions options, TimeProvider? time = null)
    {
        var postgres = new PostgresStoreOptions
        {
            Connection = await PostgresServer.ConnectionOfAsync(SchemaOf(options.Folder)),
            BlobRoot = options.Folder,
            StoreItemPayloads = options.StoreItemPayloads,
            Compression = options.Compression,
            LockTimeout = options.LockTimeout,
        };
        return await PostgresStorage.OpenAsync(postgres, time ?? TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public static string SchemaOf(string folder) => "t" + Convert.ToHexStringLower(Identity.Digest.Of(folder).ToBytes())[..20];
}
