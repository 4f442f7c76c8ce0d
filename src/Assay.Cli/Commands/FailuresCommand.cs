using System.CommandLine;
using System.Text.Json.Nodes;
using Assay.Cli.Reading;
using Assay.Cli.Terminal;
using Assay.Reporting;
using Assay.Storage;

namespace Assay.Cli.Commands;

/// <summary><c>assay failures</c>: what failed in a run, and why.</summary>
internal static class FailuresCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var run = RunArgument.Create();
        var code = new Option<string?>("--code") { Description = "Shows failures of one code alone, such as parse_failed." };
        return host.Runs(
            new Command("failures", "Lists the generations and scores of a run that failed, and answers that no parse could read. Ends with 1 where there are any.") { run, code },
            (call, cancellationToken) => RunAsync(call, call.Arguments.GetRequiredValue(run), call.Arguments.GetValue(code), cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation call, string name, string? code, CancellationToken cancellationToken)
    {
        await using var store = await call.OpenStoreAsync(forWriting: false, cancellationToken);
        var reader = new StoreReader(store.Storage);
        var run = await reader.FindAsync(name, cancellationToken);
        var view = await reader.ReadAsync(run, cancellationToken);
        var rows = new List<ReportCell[]>();
        foreach (var row in view.Candidates)
        {
            if (row.Generation is { Status: GenerationStatus.Failed, Failure: var failure } && (code is null || failure?.Value == code))
            {
                var details = await store.Storage.Projections.ReadGenerationAsync(row.Generation.Id, cancellationToken);
                rows.Add(RowOf(row, "generation", failure?.Value, details?.FailureMessage));
            }

            foreach (var (score, value) in row.Scores)
            {
                if (value.Failure is { } unscored && (code is null || unscored.Value == code))
                    rows.Add(RowOf(row, score, unscored.Value, value.Explanation));
            }
        }

        var table = Cells.Table(["slice", "item", "model", "prompt", "params", "sample", "stage", "code", "message"], rows);
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = "assay.cli.failures/1", ["run"] = run.Name, ["failures"] = table.ToJson() });
        else
            call.Page.Table(table, $"Nothing failed in {run.Name}.");
        return rows.Count == 0 ? ExitCode.Done : ExitCode.Found;
    }

    private static ReportCell[] RowOf(CandidateRow row, string stage, string? code, string? message) =>
    [
        ReportCell.Of(row.Plan.Slice), ReportCell.Of(row.Item), ReportCell.Of(row.Model), ReportCell.Of(row.Prompt), ReportCell.Of(row.Params), ReportCell.Count(row.Sample),
        ReportCell.Of(stage), ReportCell.Of(code ?? ""), ReportCell.Of(message ?? ""),
    ];
}
