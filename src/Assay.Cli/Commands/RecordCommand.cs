using System.CommandLine;
using System.Text.Json.Nodes;
using Assay.Cli.Hosts;
using Assay.Cli.Terminal;
using Assay.Errors;
using Assay.Recordings;
using Assay.Reporting;

namespace Assay.Cli.Commands;

/// <summary><c>assay record</c>: looks after the answers that are recorded beside a project, see <c>docs/recordings.md</c>.</summary>
internal static class RecordCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var folder = new Option<string>("--recordings") { Description = "The folder of recordings, relative to the project's.", DefaultValueFactory = static _ => RecordingOptions.DefaultDirectory, Recursive = true };
        var assembly = AssemblyHost.Option();
        return new Command("record", "Looks after the answers that are recorded beside a project.")
        {
            folder,
            host.Runs(new Command("list", "Shows what each file holds."), (call, cancellationToken) => ListAsync(call, call.Arguments.GetRequiredValue(folder), cancellationToken)),
            host.Runs(new Command("verify", "Reads each file whole and says what is damaged. Ends with 1 where something is."), (call, cancellationToken) => VerifyAsync(call, call.Arguments.GetRequiredValue(folder), cancellationToken)),
            host.Runs(
                new Command("prune", "Takes out what no benchmark of the assembly asks for any more.") { assembly },
                (call, cancellationToken) => PruneAsync(call, call.Arguments.GetValue(assembly), call.Arguments.GetRequiredValue(folder), cancellationToken)),
        };
    }

    private static async Task<int> ListAsync(Invocation call, string folder, CancellationToken cancellationToken)
    {
        var files = await RecordingFolder.ReadAsync(call.ProjectDirectory, folder, cancellationToken);
        var table = Cells.Table(["file", "answers", "judgements", "models", "bytes", "state"], files.Select(static file => (ReportCell[])
            [ReportCell.Of(file.File), ReportCell.Count(file.Answers), ReportCell.Count(file.Judgements), ReportCell.Of(string.Join(", ", file.Models)), ReportCell.Count(file.Bytes), ReportCell.Of(file.Findings.Count == 0 ? "sound" : "damaged")]));
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = "assay.cli.record.list/1", ["files"] = table.ToJson() });
        else
            call.Page.Table(table, "Nothing is recorded.");
        return ExitCode.Done;
    }

    private static async Task<int> VerifyAsync(Invocation call, string folder, CancellationToken cancellationToken)
    {
        var files = await RecordingFolder.ReadAsync(call.ProjectDirectory, folder, cancellationToken);
        var table = Cells.Table(["file", "line", "message"], files.SelectMany(static file => file.Findings).Select(static finding => (ReportCell[])
            [ReportCell.Of(finding.File ?? ""), ReportCell.Count(finding.Line), ReportCell.Of(finding.Message)]));
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = "assay.cli.record.verify/1", ["sound"] = table.Rows.Count == 0, ["answers"] = files.Sum(static file => file.Answers + file.Judgements), ["findings"] = table.ToJson() });
        else
            call.Page.Table(table, FormattableString.Invariant($"The recordings are sound: {files.Sum(static file => file.Answers + file.Judgements)} answers in {files.Count} files."));
        return table.Rows.Count == 0 ? ExitCode.Done : ExitCode.Found;
    }

    private static async Task<int> PruneAsync(Invocation call, string? given, string folder, CancellationToken cancellationToken)
    {
        var host = new AssemblyHost(call);
        var lines = new HostLines(call.Environment.Error.WriteLine);
        if (!await host.RunAsync("prune", await host.FindAsync(given, cancellationToken), ["--recordings", folder], lines, cancellationToken))
            throw new AssayException(lines.Problems);
        var pruned = lines.OfType("pruned").Sum(static line => (long)line["answers"]!);
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = "assay.cli.record.prune/1", ["answers"] = pruned });
        else
            call.Page.Line(FormattableString.Invariant($"{pruned} answers that nothing asks for any more were taken out."));
        return ExitCode.Done;
    }
}
