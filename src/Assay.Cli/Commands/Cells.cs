using System.Globalization;
using Assay.Reporting;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Cli.Commands;

/// <summary>Makes tables' cells and rows.</summary>
internal static class Cells
{
    /// <summary>A table of rows.</summary>
    public static ReportTable Table(ValueList<string> columns, IEnumerable<ReportCell[]> rows) =>
        new(columns, ValueList.From(rows.Select(static row => ValueList.Create<ReportCell>(row))));

    /// <summary>A time in UTC by seconds.</summary>
    public static ReportCell Of(DateTimeOffset time) => ReportCell.Of(time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>A duration in milliseconds; nothing for none.</summary>
    public static ReportCell Of(TimeSpan? duration) => ReportCell.Of(duration is { } known ? Math.Round(known.TotalMilliseconds, 1) : (double?)null);

    /// <summary>How a run stands, as tables spell it.</summary>
    public static string NameOf(RunState state) => state switch
    {
        RunState.Running => "running",
        RunState.Completed => "completed",
        RunState.CompletedWithFailures => "completed_with_failures",
        RunState.Stopped => "stopped",
        _ => "pending",
    };
}
