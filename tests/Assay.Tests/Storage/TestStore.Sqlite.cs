using Assay.Storage.Sqlite;

namespace Assay.Tests.Storage;

/// <content>SQLite stores with what they alone have.</content>
internal sealed partial class TestStore
{
    public static Task<SqliteRunStore> OpenAsync(string folder, bool readOnly = false) =>
        SqliteRunStore.OpenAsync(new SqliteStoreOptions { Directory = folder, ReadOnly = readOnly }, TimeProvider.System, TestContext.Current.CancellationToken);

    public static async Task<TestStore> BeginAsync(SqliteStoreOptions options) =>
        await BeginAsync(await SqliteRunStore.OpenAsync(options, TimeProvider.System, TestContext.Current.CancellationToken));
}
