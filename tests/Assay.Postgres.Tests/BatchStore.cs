using Assay.Postgres.Tests;
using Assay.Specs;
using Assay.Tests.Storage;

namespace Assay.BatchTests;

/// <summary>The store of batches whose process is killed: a schema of the tests' server, and the blobs in the folder of the first process.</summary>
internal static class BatchStore
{
    public static async Task<StorageSpec?> OfAsync(string folder) =>
        new PostgresStorageSpec(await PostgresServer.ConnectionOfAsync(TestStorage.SchemaOf(folder)), Path.Combine(folder, "blobs"));

    public static async Task<int> CountAsync(string folder, Orchestrator orchestrator) =>
        (await (await orchestrator.GetStorageAsync(TestContext.Current.CancellationToken)).Batches!.ReadAsync(TestContext.Current.CancellationToken)).Count;
}
