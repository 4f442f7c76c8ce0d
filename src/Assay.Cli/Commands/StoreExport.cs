using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Assay.Storage.Care;

namespace Assay.Cli.Commands;

/// <summary><c>assay store export</c>: the whole store as a file.</summary>
internal static class StoreExport
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var what = new Argument<string>("what") { Description = "scores: all scores as they stand; events: the whole log." };
        what.AcceptOnlyFromAmong("scores", "events");
        var format = new Option<string>("--format") { Description = "parquet or jsonl.", DefaultValueFactory = static _ => "parquet" };
        format.AcceptOnlyFromAmong("parquet", "jsonl");
        var output = new Option<string>("--output", "-o") { Description = "The file, which is replaced once the new one is whole.", Required = true };
        return host.Runs(
            new Command("export", "Writes all scores or all events of the store as Parquet or JSON lines.") { what, format, output },
            async (call, cancellationToken) =>
            {
                await using var store = await call.OpenStoreAsync(forWriting: false, cancellationToken);
                var care = StoreCommand.CareOf(store);
                var file = call.PathOf(call.Arguments.GetRequiredValue(output));
                var kind = call.Arguments.GetRequiredValue(format) == "jsonl" ? ExportFormat.Jsonl : ExportFormat.Parquet;
                var rows = call.Arguments.GetRequiredValue(what) == "events"
                    ? await care.ExportEventsAsync(file, kind, cancellationToken)
                    : await care.ExportScoresAsync(file, kind, cancellationToken);
                if (call.IsJson)
                    call.Page.Json(new JsonObject { ["format"] = "assay.cli.store.export/1", ["rows"] = rows, ["file"] = file });
                else
                    call.Page.Line(string.Create(CultureInfo.InvariantCulture, $"{rows} rows in {file}."));
                return ExitCode.Done;
            });
    }
}
