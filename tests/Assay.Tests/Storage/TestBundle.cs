using Assay.Errors;
using Assay.Identity;
using Assay.Storage;
using Assay.Storage.Manifests;

namespace Assay.Tests.Storage;

/// <summary>A whole store with one plan of two parses and two scores, and short ways to append to it.</summary>
internal sealed class TestBundle : IAsyncDisposable
{
    public static readonly Hash128 RunHash = Digest.Of("the run");

    private TestBundle(StorageBundle storage) => Storage = storage;

    public StorageBundle Storage { get; }

    public IManifestRepository Manifests => Storage.Manifests;

    public long Model { get; private set; }

    public long Params { get; private set; }

    public long Letter { get; private set; }

    public long Number { get; private set; }

    public long Accuracy { get; private set; }

    public long Length { get; private set; }

    public long Plan { get; private set; }

    public long Run { get; private set; }

    public static Task<TestBundle> OpenAsync(TemporaryFolder folder, TimeProvider? time = null) =>
        OpenAsync(new TestOptions(folder.Path), time);

    public static async Task<TestBundle> OpenAsync(TestOptions options, TimeProvider? time = null)
    {
        var bundle = new TestBundle(await TestStorage.OpenAsync(options, time));
        var runs = bundle.Storage.Runs;
        bundle.Model = await runs.InternAsync("model", Digest.Of("model"), """{"id":"m"}""", default);
        bundle.Params = await runs.InternAsync("params", Digest.Of("params"), """{"temperature":0}""", default);
        bundle.Letter = await runs.InternAsync("parse", Digest.Of("letter"), """{"id":"letter"}""", default);
        bundle.Number = await runs.InternAsync("parse", Digest.Of("number"), """{"id":"number"}""", default);
        bundle.Accuracy = await runs.InternAsync("metric", Digest.Of("accuracy"), """{"id":"accuracy"}""", default);
        bundle.Length = await runs.InternAsync("metric", Digest.Of("length"), """{"id":"length"}""", default);
        bundle.Plan = await runs.OpenPlanAsync(new PlanRecord(Digest.Of("plan"), "bench", "slice", 10, "{}"), default);
        bundle.Run = await runs.BeginRunAsync([bundle.Plan], """{"os":"any"}""", DateTimeOffset.UnixEpoch, default);
        return bundle;
    }

    public static Hash128 Key(long number) => TestStore.Key(number);

    public static ItemEntry Item(long number) => TestStore.Item(FormattableString.Invariant($"item {number}"));

    /// <summary>Plans a run of candidates 0 to <paramref name="count"/> - 1 with every column.</summary>
    public async Task PlanAsync(int count)
    {
        await Manifests.SaveAsync(new ManifestRecord(RunHash, "project", "bench", "benchmark", "{}", DateTimeOffset.UnixEpoch, [Plan]), default);
        await Manifests.SaveColumnsAsync(RunHash, Plan, [new(Letter, Accuracy), new(0, Length), new(Number, 0)], default);
        await Manifests.SaveWorkItemsAsync(Plan, Seeds(count), default);
    }

    public static async IAsyncEnumerable<WorkItemSeed> Seeds(int count)
    {
        await Task.Yield();
        for (var i = 0; i < count; i++)
            yield return new WorkItemSeed(i, Key(i), Item(i));
    }

    public GenerationEntry Completed(long number, Output? output = null) => new()
    {
        RunId = Run,
        Key = Key(number),
        ModelId = Model,
        ParamsId = Params,
        Seed = number,
        Output = output ?? "answer",
        Started = DateTimeOffset.UnixEpoch.AddSeconds(10),
        Duration = TimeSpan.FromSeconds(2),
    };

    public GenerationEntry Failed(long number) => new()
    {
        RunId = Run,
        Key = Key(number),
        ModelId = Model,
        Seed = number,
        Failure = ErrorCode.Timeout,
        FailureMessage = "It took too long.",
        Started = DateTimeOffset.UnixEpoch.AddSeconds(10),
        Duration = TimeSpan.FromSeconds(2),
        Attempts = 3,
    };

    public ScoreEntry Scored(GenerationEntry generation, ItemEntry item, TransformRecord[] transforms, params EvaluationRecord[] evaluations) => new()
    {
        RunId = Run,
        Generation = new(generation),
        Item = item,
        Transforms = transforms,
        Evaluations = evaluations,
    };

    public async Task AppendAsync(params StoreEntry[] entries)
    {
        foreach (var entry in entries)
            await Storage.Runs.AppendAsync(entry, default);
        await Storage.Runs.FlushAsync(default);
    }

    public async Task<List<WorkItem>> WorkAsync(WorkStage? stage = null, WorkStatus? status = null) =>
        await Manifests.ReadWorkItemsAsync(RunHash, stage, status, default).ToListAsync();

    public ValueTask DisposeAsync() => Storage.DisposeAsync();
}
