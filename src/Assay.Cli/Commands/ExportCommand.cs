using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Cli.Figures;
using Assay.Cli.Reading;
using Assay.Cli.Reports;
using Assay.Cli.Terminal;
using Assay.Errors;
using Assay.Identity;
using Assay.Planning;
using Assay.Reporting;
using Assay.Storage;

namespace Assay.Cli.Commands;

/// <summary><c>assay export</c>: a run's scores as a file.</summary>
internal static class ExportCommand
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var run = RunArgument.Create();
        var format = new Option<string>("--format") { Description = "csv, json or jsonl: a row per candidate and score; md: means with intervals.", DefaultValueFactory = static _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "json", "jsonl", "md");
        var output = new Option<string?>("--output", "-o") { Description = "The file, which is replaced; standard output without it." };
        return host.Runs(
            new Command("export", "Writes the scores of a run as CSV, JSON, JSON lines or Markdown.") { run, format, output },
            (call, cancellationToken) => RunAsync(call, call.Arguments.GetRequiredValue(run), call.IsJson ? "json" : call.Arguments.GetRequiredValue(format), call.Arguments.GetValue(output), cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation call, string name, string format, string? output, CancellationToken cancellationToken)
    {
        await using var store = await call.OpenStoreAsync(forWriting: false, cancellationToken);
        var reader = new StoreReader(store.Storage);
        var view = await reader.ReadAsync(await reader.FindAsync(name, cancellationToken), cancellationToken);
        var text = format == "md" ? await MarkdownAsync(view, store.Storage, cancellationToken) : Text(await TableAsync(view, store.Storage, cancellationToken), format, view);
        if (output is null)
        {
            await call.Environment.Out.WriteAsync(text.AsMemory(), cancellationToken);
            return ExitCode.Done;
        }

        await ReportFile.WriteAsync(call.PathOf(output), async file => await file.WriteAsync(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text), cancellationToken));
        return ExitCode.Done;
    }

    private static string Text(ReportTable table, string format, RunView view) => format switch
    {
        "csv" => table.ToCsv(),
        "json" => new JsonObject { ["format"] = "assay.cli.export/1", ["run"] = view.Run.Name, ["benchmark"] = view.Run.Benchmark, ["scores"] = table.ToJson() }.ToJsonString(new JsonSerializerOptions(OneLine) { WriteIndented = true, NewLine = "\n" }) + "\n",
        _ => string.Concat(table.ToJson().Select(static row => row!.ToJsonString(OneLine) + "\n")),
    };

    private static async Task<string> MarkdownAsync(RunView view, StorageBundle storage, CancellationToken cancellationToken)
    {
        var items = await ItemClusterReader.ReadAsync(storage.Runs, [view], cancellationToken);
        return ScoreAggregates.Of(view, Grouping.Of([view], ["slice"]), null, items, 0.95).ToReportTable().ToMarkdown();
    }

    /// <summary>The columns of the library's own <c>scores.csv</c>, see <c>docs/results.md</c>.</summary>
    private static async Task<ReportTable> TableAsync(RunView view, StorageBundle storage, CancellationToken cancellationToken)
    {
        var rows = new List<ReportCell[]>();
        var (trial, keys) = ("", new Dictionary<long, Hash128>());
        await foreach (var details in storage.Projections.GenerationsAsync(view.Candidates.Where(static row => row.Generation.Id != 0).Select(static row => row.Generation.Id).Distinct(), cancellationToken))
            keys.Add(details.Id, details.Key);
        foreach (var row in view.Candidates)
        {
            Hash128? key = keys.TryGetValue(row.Generation.Id, out var found) ? found : null;
            trial = row.Sample > 0 ? trial : key is { } first ? TrialIdentity.OfTrial(first).ToString() : "";
            foreach (var score in view.Scores.Where(score => score.Slice == row.Plan.Slice))
            {
                var value = row.Scores.GetValueOrDefault(score.Name);
                var failure = value.Failure?.Value ?? row.Generation.Failure?.Value ?? (value.Value is null ? ErrorCode.GenerationMissing.Value : "");
                rows.Add(
                [
                    ReportCell.Of(row.Plan.Slice), ReportCell.Of(row.Item), ReportCell.Of(row.Model), ReportCell.Of(row.Prompt), ReportCell.Of(row.Params), ReportCell.Count(row.Sample),
                    ReportCell.Of(score.Name), ReportCell.Of(value.Value), ReportCell.Of(failure), ReportCell.Of(trial), ReportCell.Of(key?.ToString() ?? ""),
                ]);
            }
        }

        return Cells.Table(["slice", "item", "model", "prompt", "params", "sample", "metric", "value", "failure", "trial", "candidate"], rows);
    }
}
