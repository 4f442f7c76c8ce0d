namespace Assay.Storage.Care;

/// <summary>The columns of exported scores: the members of <see cref="ScoreRow"/>.</summary>
internal static class ScoreColumns
{
    public static IReadOnlyList<ExportColumn<ScoreRow>> All { get; } =
    [
        ExportColumn<ScoreRow>.Text("generation", static one => one.Generation.ToString()),
        ExportColumn<ScoreRow>.Text("model", static one => one.Model),
        ExportColumn<ScoreRow>.Text("item", static one => one.Item),
        ExportColumn<ScoreRow>.Text("parse", static one => one.Parse),
        ExportColumn<ScoreRow>.Text("metric", static one => one.Metric),
        ExportColumn<ScoreRow>.Number("value", static one => one.Value),
        ExportColumn<ScoreRow>.Text("failure", static one => one.Failure?.Value),
        ExportColumn<ScoreRow>.Integer("run", static one => one.Run),
        ExportColumn<ScoreRow>.Time("written", static one => one.Written),
        ExportColumn<ScoreRow>.Number("duration_ms", static one => one.Duration.TotalMilliseconds),
    ];
}
