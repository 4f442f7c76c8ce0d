using Assay.Identity;
using Assay.Storage;
using Assay.Storage.Sqlite;
using BenchmarkDotNet.Attributes;
using Timed = BenchmarkDotNet.Attributes.BenchmarkAttribute;

namespace Assay.Benchmarks.Parts;

/// <summary>Look-ups in a store of ten thousand trials.</summary>
public class StoreParts
{
    private const int Trials = 10_000;
    private readonly Hash128[] missing = [.. Enumerable.Range(0, 256).Select(static i => Digest.Of([(byte)i]))];
    private readonly StoredGeneration[] found = new StoredGeneration[256];
    private string folder = "";
    private Workload workload = null!;
    private SqliteRunStore store = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        folder = Directory.CreateTempSubdirectory("assay-benchmarks-").FullName;
        workload = new Workload(Trials, int.MaxValue, folder);
        workload.WriteItems();
        await using (var orchestrator = workload.Open())
            await orchestrator.RunBenchmarkAsync(workload.Definition());
        store = await SqliteRunStore.OpenAsync(new SqliteStoreOptions { Directory = workload.StoreFolder }, TimeProvider.System, default);
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Timed(OperationsPerInvoke = 256)]
    public async Task FindGenerationsThatAreMissing() => await store.FindGenerationsAsync(missing, found, default);

    [Timed]
    public async Task<Output> ReadOutput() => await store.ReadOutputAsync(3, default);

    [Timed(OperationsPerInvoke = Trials)]
    public async Task<int> ReadCandidates()
    {
        var count = 0;
        await foreach (var candidate in store.ReadCandidatesAsync(1, [new Overlay(4, 5)], default))
            count += candidate.Scores.Length;
        return count;
    }
}
