using System.Globalization;
using Assay.Contracts;
using Assay.Identity;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.Benchmarks.Measures;

/// <summary>Appends finished trials to an empty store, until all of them are committed.</summary>
internal sealed class WritingMeasure : Measure
{
    public override string Name => "writing";

    public override string Limit => "bare SQLite inserts of the same rows";

    public override Task<PreparedMeasure> PrepareAsync(Workload workload, CancellationToken cancellationToken)
    {
        var items = new ItemEntry[Math.Min(workload.Items, 1_000)];
        for (var i = 0; i < items.Length; i++)
            items[i] = new ItemEntry(new Item(i.ToString(CultureInfo.InvariantCulture), i, System.Text.Encoding.UTF8.GetBytes(Workload.TextOf(i))), storePayload: true);
        return Task.FromResult(new PreparedMeasure(
            workload.Trials,
            token => WriteAsync(workload.Trials, [.. items.Select(static item => new ItemEntry(item.Item, item.StorePayload))], token),
            token => BareStore.TimeWritesAsync(workload.Trials, items.Length, token)));
    }

    private static async Task<TimeSpan> WriteAsync(int trials, ItemEntry[] items, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("assay-benchmarks-").FullName;
        try
        {
            await using var store = await SqliteRunStore.OpenAsync(new SqliteStoreOptions { Directory = folder }, TimeProvider.System, cancellationToken);
            var plan = await store.OpenPlanAsync(new PlanRecord(Digest.Of("plan"), "load", Workload.Slice, trials, "{}"), cancellationToken);
            var run = await store.BeginRunAsync([plan], "{}", DateTimeOffset.UnixEpoch, cancellationToken);
            return await PreparedMeasure.TimeAsync(async () =>
            {
                for (var i = 0; i < trials; i++)
                    await AppendAsync(store, run, plan, i, items[i % items.Length], cancellationToken);
                await store.FlushAsync(cancellationToken);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async ValueTask AppendAsync(SqliteRunStore store, long run, long plan, int number, ItemEntry item, CancellationToken cancellationToken)
    {
        var generation = new GenerationEntry
        {
            RunId = run,
            Key = new Hash128(unchecked((ulong)(number + 1) * 0x9E3779B97F4A7C15), (ulong)number),
            ModelId = 1,
            Seed = number,
            Output = Workload.OutputOf(0, number, 0),
            Started = DateTimeOffset.UnixEpoch.AddMilliseconds(1_700_000_000_000 + number),
            Duration = TimeSpan.FromMicroseconds(250),
        };
        await store.AppendAsync(generation, cancellationToken);
        await store.AppendAsync(new PlanItemEntry { PlanId = plan, Ordinal = number, Generation = new(generation), Item = item }, cancellationToken);
        await store.AppendAsync(
            new ScoreEntry
            {
                RunId = run,
                Generation = new(generation),
                Item = item,
                Transforms = [new TransformRecord(1, true, "A", TimeSpan.FromMicroseconds(3))],
                Evaluations = [new EvaluationRecord(1, 1, number % 4 == 0 ? 1 : 0, null, null, TimeSpan.FromMicroseconds(2))],
            },
            cancellationToken);
    }
}
