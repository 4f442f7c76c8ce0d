using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Assay.Cli.Figures;
using Assay.Cli.Reading;
using Assay.Cli.Terminal;
using Assay.Reporting;

namespace Assay.Cli.Commands;

/// <summary><c>assay scores</c>: means and intervals of a run.</summary>
internal static class ScoresCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var run = RunArgument.Create();
        var by = new Option<string[]>("--by") { Description = "By what to group: slice, model, prompt, params, or dimension:NAME; slice by default. Models, prompts and params are told apart besides, where there are several.", AllowMultipleArgumentsPerToken = true };
        var metric = new Option<string?>("--metric") { Description = "One metric alone." };
        var level = new Option<double>("--level") { Description = "The intervals' coverage.", DefaultValueFactory = static _ => 0.95 };
        return host.Runs(
            new Command("scores", "Shows the mean of each metric with its interval.") { run, by, metric, level },
            async (call, cancellationToken) =>
            {
                await using var store = await call.OpenStoreAsync(forWriting: false, cancellationToken);
                var reader = new StoreReader(store.Storage);
                var found = await reader.FindAsync(call.Arguments.GetRequiredValue(run), cancellationToken);
                var view = await reader.ReadAsync(found, cancellationToken);
                var keys = call.Arguments.GetValue(by) is { Length: > 0 } given ? given : ["slice"];
                var items = await ItemClusterReader.ReadAsync(store.Storage.Runs, [view], cancellationToken);
                var table = ScoreAggregates.Of(view, Grouping.Of([view], keys), call.Arguments.GetValue(metric), items, call.Arguments.GetValue(level));
                if (call.IsJson)
                    call.Page.Json(new JsonObject { ["format"] = "assay.cli.scores/1", ["run"] = found.Name, ["level"] = table.Level, ["scores"] = table.ToReportTable().ToJson() });
                else
                    call.Page.Table(Short(table.ToReportTable()), string.Create(CultureInfo.InvariantCulture, $"{found.Name} has no scores."));
                return ExitCode.Done;
            });
    }

    /// <summary>The columns that people look at first; JSON has all.</summary>
    private static ReportTable Short(ReportTable table)
    {
        string[] left = ["standard_error", "interval", "failed_samples", "clusters", "minimum", "maximum"];
        int[] kept = [.. Enumerable.Range(0, table.Columns.Count).Where(i => !left.Contains(table.Columns[i]))];
        return Cells.Table([.. kept.Select(i => table.Columns[i])], table.Rows.Select(row => kept.Select(i => row[i]).ToArray()));
    }
}
