using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.Tests.Storage;

/// <summary>Opens the kind of store that these tests are about; <c>Assay.Postgres.Tests</c> runs the same tests on another kind.</summary>
internal static class TestStorage
{
    public static Task<StorageBundle> OpenAsync(TestOptions options, TimeProvider? time = null)
    {
        var sqlite = new SqliteStoreOptions
        {
            Directory = options.Folder,
            StoreItemPayloads = options.StoreItemPayloads,
            Compression = options.Compression,
            LockTimeout = options.LockTimeout,
        };
        return StorageBundle.OpenSqliteAsync(sqlite, time ?? TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
