using System.Text.Json;
using Assay.Results;
using Assay.Snapshots;

namespace Assay.Benchmarks.Measures;

/// <summary>Mean, error and interval of each model over all scores.</summary>
internal sealed class AggregateMeasure : Measure
{
    public override string Name => "aggregate";

    public override string Limit => "bare SQLite read of every score";

    public override async Task<PreparedMeasure> PrepareAsync(Workload workload, CancellationToken cancellationToken)
    {
        var orchestrator = await OpenRunAsync(workload, cancellationToken);
        var result = await orchestrator.GetResultAsync(workload.Definition(), cancellationToken);
        return new PreparedMeasure(
            workload.Trials,
            token => PreparedMeasure.TimeAsync(() => result.AggregateAsync([GroupKind.Model], null, token)),
            _ => Task.FromResult(BareStore.TimeReads(workload.StoreFolder)),
            orchestrator);
    }
}

/// <summary>Two models compared over the same items.</summary>
internal sealed class ComparisonMeasure : Measure
{
    public override string Name => "paired comparison";

    public override string Limit => "bare SQLite read of every score";

    public override async Task<PreparedMeasure> PrepareAsync(Workload workload, CancellationToken cancellationToken)
    {
        var orchestrator = await OpenRunAsync(workload, cancellationToken);
        var result = await orchestrator.GetResultAsync(workload.Definition(), cancellationToken);
        return new PreparedMeasure(
            workload.Trials,
            token => PreparedMeasure.TimeAsync(() => result.PairedCompareAsync(Workload.Score, null, token)),
            _ => Task.FromResult(BareStore.TimeReads(workload.StoreFolder)),
            orchestrator);
    }
}

/// <summary>Writes the verified files of a slice that is new.</summary>
internal sealed class SnapshotMeasure : Measure
{
    public override string Name => "snapshot";

    public override string Limit => "bare JSON lines of the same scores";

    public override async Task<PreparedMeasure> PrepareAsync(Workload workload, CancellationToken cancellationToken)
    {
        var orchestrator = await OpenRunAsync(workload, cancellationToken);
        var (_, result) = await orchestrator.RunSliceAsync(workload.Definition(), Workload.Slice, null, cancellationToken);
        return new PreparedMeasure(
            workload.Trials,
            async token =>
            {
                var folder = Directory.CreateDirectory(Path.Combine(workload.Folder, Guid.NewGuid().ToString("n"))).FullName;
                return await PreparedMeasure.TimeAsync(() => new SnapshotFolder().VerifyAsync(new SnapshotRequest(folder, "Load") { Accept = true }, result, token));
            },
            _ => Task.FromResult(TimeJson(Path.Combine(workload.Folder, "scores.jsonl"), result)),
            orchestrator);
    }

    internal static TimeSpan TimeJson(string path, SliceResult result) => PreparedMeasure.Time(() =>
    {
        using var file = File.Create(path);
        using var writer = new Utf8JsonWriter(file, new JsonWriterOptions { SkipValidation = true });
        foreach (var score in result.Scores)
        {
            writer.WriteStartObject();
            writer.WriteString("item"u8, score.ItemId);
            writer.WriteString("model"u8, score.Model);
            writer.WriteNumber("value"u8, score.Samples[0].Value ?? 0);
            writer.WriteEndObject();
            if (writer.BytesPending > 64 * 1024)
                writer.Flush();
        }
    });
}

/// <summary>Holds a slice against its verified files, which are the same.</summary>
internal sealed class SnapshotCheckMeasure : Measure
{
    public override string Name => "snapshot check";

    public override string Limit => "bare JSON lines of the same scores";

    public override async Task<PreparedMeasure> PrepareAsync(Workload workload, CancellationToken cancellationToken)
    {
        var orchestrator = await OpenRunAsync(workload, cancellationToken);
        var (_, result) = await orchestrator.RunSliceAsync(workload.Definition(), Workload.Slice, null, cancellationToken);
        var request = new SnapshotRequest(Directory.CreateDirectory(Path.Combine(workload.Folder, Guid.NewGuid().ToString("n"))).FullName, "Load");
        await new SnapshotFolder().VerifyAsync(request with { Accept = true }, result, cancellationToken);
        return new PreparedMeasure(
            workload.Trials,
            token => PreparedMeasure.TimeAsync(() => new SnapshotFolder().VerifyAsync(request, result, token)),
            _ => Task.FromResult(SnapshotMeasure.TimeJson(Path.Combine(workload.Folder, "scores.jsonl"), result)),
            orchestrator);
    }
}
