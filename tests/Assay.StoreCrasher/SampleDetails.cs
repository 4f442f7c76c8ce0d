using Assay.Errors;
using Assay.Identity;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Manifests;
using Assay.Storage.Sqlite;

namespace Assay.StoreCrasher;

/// <summary>One generation with everything that can be recorded of it, and a planned run, for a store that later versions must read.</summary>
public static class SampleDetails
{
    public static Hash128 Key { get; } = Digest.Of("the detailed one");

    public static Hash128 Run { get; } = Digest.Of("the planned run");

    public static string Text { get; } = string.Concat(Enumerable.Repeat("Said again and again. ", 50));

    public static IReadOnlyList<AttemptRecord> Attempts { get; } = [new(1, ErrorCode.RateLimit, "Slow down.", TimeSpan.FromMilliseconds(3))];

    public static IReadOnlyList<TurnRecord> Turns { get; } =
    [
        new(0, MessageRole.Assistant, "") { ToolName = "look_up", ToolCallId = "1", Arguments = JsonValue.Parse("""{"word":"again"}""") },
        new(1, MessageRole.Tool, "found") { ToolName = "look_up", ToolCallId = "1" },
        new(2, MessageRole.User, "And?"),
    ];

    public static LinkRecord Link { get; } = new("trace", new Uri("https://trace.example/1"));

    public static ExtractorAttemptRecord ExtractorAttempt { get; } = new("regex", false, "no match", TimeSpan.FromMicroseconds(2));

    public static JudgeCallRecord JudgeCall { get; } = new("""{"verdict":"good"}""");

    public static async Task WriteAsync(string directory)
    {
        await using var storage = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = directory }, TimeProvider.System, default);
        await WriteAsync(storage);
    }

    public static async Task WriteAsync(StorageBundle storage)
    {
        var sample = await SampleTrials.BeginAsync(storage.Runs, default);
        var generation = new GenerationEntry
        {
            RunId = sample.Run,
            Key = Key,
            ModelId = sample.Model,
            ParamsId = await storage.Runs.InternAsync("params", Digest.Of("params"), """{"temperature":0.5}""", default),
            Seed = 1,
            Output = new Output(Text) { CachedInputTokens = 3, RequestId = "request", ModelVersion = "m-1", TimeToFirstToken = TimeSpan.FromMilliseconds(70) },
            Started = DateTimeOffset.UnixEpoch,
            Duration = TimeSpan.FromSeconds(1),
            Attempts = 2,
            FailedAttempts = Attempts,
            Turns = Turns,
            Links = [Link],
        };
        await storage.Runs.AppendAsync(generation, default);
        await storage.Runs.AppendAsync(
            new ScoreEntry
            {
                RunId = sample.Run,
                Generation = new(generation),
                Item = SampleTrials.ItemOf(0),
                Transforms = [new TransformRecord(sample.Overlay.ParseId, false, "no letter", TimeSpan.Zero) { Attempts = [ExtractorAttempt] }],
                Evaluations = [new EvaluationRecord(0, sample.Overlay.MetricId, 1, null, null, TimeSpan.Zero) { JudgeCalls = [JudgeCall] }],
            },
            default);
        await storage.Manifests.SaveAsync(new ManifestRecord(Run, "project", "bench", "benchmark", "{}", DateTimeOffset.UnixEpoch, [sample.Plan]), default);
        await storage.Manifests.SaveColumnsAsync(Run, sample.Plan, [sample.Overlay], default);
        await storage.Manifests.SaveWorkItemsAsync(sample.Plan, SeedsAsync(), default);
        await storage.Manifests.ClaimAsync(Run, "worker", TimeSpan.FromDays(40_000), 1, DateTimeOffset.UnixEpoch, default);
    }

    private static async IAsyncEnumerable<WorkItemSeed> SeedsAsync()
    {
        await Task.Yield();
        for (var i = 0; i < 25; i++)
            yield return new WorkItemSeed(i, SampleTrials.KeyOf(i), SampleTrials.ItemOf(i));
    }
}
