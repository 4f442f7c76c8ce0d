namespace Assay.Storage.Care;

/// <summary>The columns of exported events: the members of <see cref="StoredEvent"/>.</summary>
internal static class EventColumns
{
    public static IReadOnlyList<ExportColumn<StoredEvent>> All { get; } =
    [
        ExportColumn<StoredEvent>.Integer("seq", static one => one.Seq),
        ExportColumn<StoredEvent>.Text("kind", static one => one.Kind.ToString()),
        ExportColumn<StoredEvent>.Time("at", static one => one.At),
        ExportColumn<StoredEvent>.Integer("run", static one => one.RunId),
        ExportColumn<StoredEvent>.Integer("generation", static one => one.GenerationId),
        ExportColumn<StoredEvent>.Text("key", static one => one.Key?.ToString()),
        ExportColumn<StoredEvent>.Integer("item", static one => one.ItemRow),
        ExportColumn<StoredEvent>.Integer("parse", static one => one.ParseId),
        ExportColumn<StoredEvent>.Integer("metric", static one => one.MetricId),
        ExportColumn<StoredEvent>.Integer("plan", static one => one.PlanId),
        ExportColumn<StoredEvent>.Integer("model", static one => one.ModelId),
        ExportColumn<StoredEvent>.Integer("params", static one => one.ParamsId),
        ExportColumn<StoredEvent>.Integer("seed", static one => one.Seed),
        ExportColumn<StoredEvent>.Text("run_state", static one => one.RunState?.ToString()),
        ExportColumn<StoredEvent>.Flag("success", static one => one.Success),
        ExportColumn<StoredEvent>.Text("code", static one => one.Code?.Value),
        ExportColumn<StoredEvent>.Number("value", static one => one.Value),
        ExportColumn<StoredEvent>.Number("duration_ms", static one => one.Duration?.TotalMilliseconds),
        ExportColumn<StoredEvent>.Integer("number", static one => one.Number),
        ExportColumn<StoredEvent>.Integer("input_tokens", static one => one.InputTokens),
        ExportColumn<StoredEvent>.Integer("output_tokens", static one => one.OutputTokens),
        ExportColumn<StoredEvent>.Text("name", static one => one.Name),
        ExportColumn<StoredEvent>.Text("text", static one => one.Text),
    ];
}
