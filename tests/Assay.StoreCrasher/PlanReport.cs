using System.Diagnostics;
using System.Globalization;
using Assay.Identity;
using Assay.Storage;
using Assay.Storage.Manifests;
using Assay.Storage.Sqlite;

namespace Assay.StoreCrasher;

/// <summary>Prints how fast planned work is kept, counted, read and given out, for people.</summary>
internal static class PlanReport
{
    private static readonly Hash128 Run = Digest.Of("run");

    public static async Task RunAsync(string directory, int count)
    {
        await using var storage = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = directory }, TimeProvider.System, default);
        var sample = await SampleTrials.BeginAsync(storage.Runs, default);
        await storage.Manifests.SaveAsync(new ManifestRecord(Run, "project", "bench", "benchmark", "{}", DateTimeOffset.UnixEpoch, [sample.Plan]), default);
        await storage.Manifests.SaveColumnsAsync(Run, sample.Plan, [sample.Overlay], default);
        await MeasureAsync("plan", count, () => storage.Manifests.SaveWorkItemsAsync(sample.Plan, SeedsAsync(count), default));
        await MeasureAsync("count before", count, () => CountAsync(storage));
        await MeasureAsync("claim 100,000", 100_000, () => ClaimAsync(storage, 100_000));
        await MeasureAsync("carry out", count, () => WriteAsync(storage, sample, count));
        await MeasureAsync("count after", count, () => CountAsync(storage));
        await MeasureAsync("read generations", count, () => ReadAsync(storage, WorkStage.Generation));
        await MeasureAsync("read evaluations", count, () => ReadAsync(storage, WorkStage.Evaluation));
    }

    private static async IAsyncEnumerable<WorkItemSeed> SeedsAsync(int count)
    {
        await Task.Yield();
        var items = Enumerable.Range(0, 1000).Select(i => SampleTrials.ItemOf(i)).ToArray();
        for (var i = 0; i < count; i++)
            yield return new WorkItemSeed(i, SampleTrials.KeyOf(i), items[i % items.Length]);
    }

    private static async ValueTask CountAsync(StorageBundle storage)
    {
        foreach (var counts in await storage.Manifests.CountAsync(Run, TimeProvider.System.GetUtcNow(), default))
            Console.WriteLine(counts);
    }

    private static async ValueTask ClaimAsync(StorageBundle storage, int count)
    {
        for (var i = 0; i < count; i += 250)
            await storage.Manifests.ClaimAsync(Run, "worker", TimeSpan.FromHours(1), 250, TimeProvider.System.GetUtcNow(), default);
    }

    private static async ValueTask WriteAsync(StorageBundle storage, SampleTrials sample, int count)
    {
        var items = Enumerable.Range(0, 1000).Select(i => SampleTrials.ItemOf(i)).ToArray();
        for (var i = 0; i < count; i++)
            await sample.AppendAsync(i, items[i % items.Length], null, default);
        await storage.Runs.FlushAsync(default);
    }

    private static async ValueTask ReadAsync(StorageBundle storage, WorkStage stage)
    {
        await foreach (var item in storage.Manifests.ReadWorkItemsAsync(Run, stage, null, default))
            _ = item;
    }

    private static async Task MeasureAsync(string what, int count, Func<ValueTask> act)
    {
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        await act();
        var used = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {clock.Elapsed.TotalSeconds:0.00} s, cpu {used.TotalSeconds:0.00} s, {count / clock.Elapsed.TotalSeconds:0}/s, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB"));
    }
}
