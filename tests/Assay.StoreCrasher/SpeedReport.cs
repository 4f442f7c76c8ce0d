using System.Diagnostics;
using System.Globalization;
using Assay.Identity;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.StoreCrasher;

/// <summary>Prints how fast the store writes and reads, for people.</summary>
internal static class SpeedReport
{
    private const int Items = 1000;

    public static async Task RunAsync(string directory, long trials)
    {
        var options = new SqliteStoreOptions { Directory = directory };
        var entries = Enumerable.Range(0, Items).Select(i => SampleTrials.ItemOf(i)).ToArray();
        long payload = 0;
        await using (var store = await SqliteRunStore.OpenAsync(options, TimeProvider.System, default))
        {
            var sample = await SampleTrials.BeginAsync(store, default);
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            for (long i = 0; i < trials; i++)
            {
                await sample.AppendAsync(i, entries[i % Items], null, default);
                payload += SampleTrials.TextOf(i).Length;
            }

            await store.FlushAsync(default);
            Print("write", trials, clock);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cpu {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds:0.00} s, working set {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB"));
            await ReadAsync(store, sample, trials);
        }

        await using (var store = await SqliteRunStore.OpenAsync(options, TimeProvider.System, default))
        {
            var sample = await SampleTrials.BeginAsync(store, default);
            await ReadAsync(store, sample, trials);
            await FindAsync(store, trials);
        }

        var bytes = new FileInfo(Path.Combine(directory, "assay.db")).Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bytes per trial {(double)bytes / trials:0}, beyond payload {(double)(bytes - payload) / trials:0}"));
    }

    private static async Task ReadAsync(SqliteRunStore store, SampleTrials sample, long trials)
    {
        var clock = Stopwatch.StartNew();
        var sum = 0.0;
        await foreach (var candidate in store.ReadCandidatesAsync(sample.Plan, [sample.Overlay], default))
            sum += candidate.Scores[0].Value!.Value;
        Print(string.Create(CultureInfo.InvariantCulture, $"read candidates (sum {sum})"), trials, clock);
    }

    private static async Task FindAsync(SqliteRunStore store, long trials)
    {
        var keys = new Hash128[1000];
        var found = new StoredGeneration[1000];
        var clock = new Stopwatch();
        for (long i = 0; i + keys.Length <= trials; i += keys.Length)
        {
            for (var j = 0; j < keys.Length; j++)
                keys[j] = SampleTrials.KeyOf(i + j);
            clock.Start();
            await store.FindGenerationsAsync(keys, found, default);
            clock.Stop();
        }

        Print("find generations", trials, clock);
    }

    private static void Print(string what, long count, Stopwatch clock) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {clock.Elapsed.TotalSeconds:0.00} s, {count / clock.Elapsed.TotalSeconds:0}/s"));
}
