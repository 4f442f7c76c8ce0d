using System.Text.Json;

namespace Assay.Benchmarks.Measures;

/// <summary>Reads the items of the file: each one parsed, typed, spelled canonically and hashed.</summary>
internal sealed class ReadingMeasure : Measure
{
    public override string Name => "read items";

    public override string Limit => "bare parsing of the same lines";

    public override Task<PreparedMeasure> PrepareAsync(Workload workload, CancellationToken cancellationToken) => Task.FromResult(new PreparedMeasure(
        workload.Items,
        token => PreparedMeasure.TimeAsync(async () =>
        {
            await foreach (var item in workload.Source().ReadAsync(workload.Folder, token))
                GC.KeepAlive(item);
        }),
        token => PreparedMeasure.TimeAsync(async () =>
        {
            await foreach (var line in File.ReadLinesAsync(Path.Combine(workload.Folder, "items.jsonl"), token))
                GC.KeepAlive(JsonSerializer.Deserialize(line, QuestionJson.Default.Question));
        })));
}
