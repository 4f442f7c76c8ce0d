using System.Text;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Storage;

namespace Assay.Tests.Storage;

/// <summary>A store with one plan and one run begun, and short ways to append to it.</summary>
internal sealed partial class TestStore : IAsyncDisposable
{
    private TestStore(IRunStore store) => Store = store;

    public IRunStore Store { get; }

    public long Model { get; private set; }

    public long Parse { get; private set; }

    public long Metric { get; private set; }

    public long Plan { get; private set; }

    public long Run { get; private set; }

    public static Task<TestStore> BeginAsync(TemporaryFolder folder) => BeginAsync(new TestOptions(folder.Path));

    public static async Task<TestStore> BeginAsync(TestOptions options) => await BeginAsync((await TestStorage.OpenAsync(options)).Runs);

    public static async Task<TestStore> BeginAsync(IRunStore runs)
    {
        var store = new TestStore(runs);
        store.Model = await store.Store.InternAsync("model", Digest.Of("model"), """{"id":"m"}""", default);
        store.Parse = await store.Store.InternAsync("parse", Digest.Of("parse"), """{"id":"p"}""", default);
        store.Metric = await store.Store.InternAsync("metric", Digest.Of("metric"), """{"id":"s"}""", default);
        store.Plan = await store.Store.OpenPlanAsync(new PlanRecord(Digest.Of("plan"), "bench", "slice", 10, "{}"), default);
        store.Run = await store.Store.BeginRunAsync([store.Plan], """{"os":"any"}""", DateTimeOffset.UnixEpoch, default);
        return store;
    }

    public static Hash128 Key(long number) => Digest.Of(FormattableString.Invariant($"key {number}"));

    public static ItemEntry Item(string id, string json = "{}", bool storePayload = true) =>
        new(new Item(id, id, Encoding.UTF8.GetBytes(json)), storePayload);

    public GenerationEntry Completed(long number, Output? output = null, Action<StoreEntry>? committed = null) => new()
    {
        RunId = Run,
        Key = Key(number),
        ModelId = Model,
        Seed = number,
        Output = output ?? "answer",
        Started = DateTimeOffset.UnixEpoch,
        Duration = TimeSpan.FromMilliseconds(2),
        Committed = committed,
    };

    public GenerationEntry Failed(long number, ErrorCode code) => new()
    {
        RunId = Run,
        Key = Key(number),
        ModelId = Model,
        Seed = number,
        Failure = code,
        FailureMessage = "It went wrong.",
        Started = DateTimeOffset.UnixEpoch,
        Duration = TimeSpan.FromMilliseconds(2),
        Attempts = 3,
    };

    public PlanItemEntry Place(long ordinal, GenerationEntry generation, ItemEntry item) =>
        new() { PlanId = Plan, Ordinal = ordinal, Generation = new(generation), Item = item };

    public ScoreEntry Scored(GenerationEntry generation, ItemEntry item, double? value, ErrorCode? failure = null, long? metric = null) => new()
    {
        RunId = Run,
        Generation = new(generation),
        Item = item,
        Transforms = [new TransformRecord(Parse, failure is null, "A", TimeSpan.FromMicroseconds(5))],
        Evaluations = [new EvaluationRecord(Parse, metric ?? Metric, value, failure, null, TimeSpan.FromMicroseconds(7))],
    };

    public async Task AppendAsync(params StoreEntry[] entries)
    {
        foreach (var entry in entries)
            await Store.AppendAsync(entry, default);
        await Store.FlushAsync(default);
    }

    public async Task<StoredGeneration> FindAsync(long number) => (await FindAsync(Store, number, 1))[0];

    public static async Task<StoredGeneration[]> FindAsync(IRunStore store, long first, int count)
    {
        var found = new StoredGeneration[count];
        await store.FindGenerationsAsync(Enumerable.Range(0, count).Select(i => Key(first + i)).ToArray(), found, default);
        return found;
    }

    public async Task<List<(long Ordinal, long Item, StoredGeneration Generation, StoredScore[] Scores)>> ReadAsync(params Overlay[] overlays)
    {
        var rows = new List<(long, long, StoredGeneration, StoredScore[])>();
        await foreach (var row in Store.ReadCandidatesAsync(Plan, overlays, default))
            rows.Add((row.Ordinal, row.ItemRow, row.Generation, row.Scores.ToArray()));
        return rows;
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
