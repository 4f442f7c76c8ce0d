using System.CommandLine;
using System.Text.Json.Nodes;
using Assay.Cli.Terminal;
using Assay.Reporting;
using Assay.Snapshots;

namespace Assay.Cli.Commands;

/// <summary><c>assay accept</c>: received snapshots become the verified ones.</summary>
internal static class AcceptCommand
{
    private const string Received = ".received.items.tsv";

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var path = RunArgument.NoOption(new Argument<string>("path") { Description = "The folder whose received snapshots are accepted, with those below it.", DefaultValueFactory = static _ => "." });
        var name = new Option<string?>("--name") { Description = "Accepts the snapshot of one class alone." };
        var dry = new Option<bool>("--dry-run") { Description = "Lists what would be accepted. Ends with 1 where there is something." };
        return host.Runs(
            new Command("accept", "Makes received snapshots the verified ones.") { path, name, dry },
            (call, cancellationToken) => RunAsync(call, call.PathOf(call.Arguments.GetRequiredValue(path)), call.Arguments.GetValue(name), call.Arguments.GetValue(dry), cancellationToken));
    }

    /// <summary>The snapshots with received files below a folder, without what builds leave there.</summary>
    public static IEnumerable<SnapshotRequest> ReceivedBelow(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*" + Received, new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Any(static part => part is "bin" or "obj" or ".git" or "node_modules"))
            .Order(StringComparer.Ordinal)
            .Select(static file => new SnapshotRequest(Path.GetDirectoryName(file)!, Path.GetFileName(file)[..^Received.Length]))
        : [];

    private static async Task<int> RunAsync(Invocation call, string folder, string? name, bool isDry, CancellationToken cancellationToken)
    {
        var snapshots = new SnapshotFolder(time: call.Environment.Time);
        var rows = new List<ReportCell[]>();
        foreach (var request in ReceivedBelow(folder).Where(request => name is null || request.Name == SnapshotName.Of(name)).ToList())
        {
            if (isDry || await snapshots.AcceptAsync(request, cancellationToken))
                rows.Add([ReportCell.Of(Path.GetRelativePath(folder, Path.Combine(request.Directory, request.Name)).Replace('\\', '/'))]);
        }

        var table = Cells.Table(["snapshot"], rows);
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = "assay.cli.accept/1", ["accepted"] = !isDry, ["snapshots"] = table.ToJson() });
        else
            call.Page.Table(table, "There is nothing to accept.");
        return isDry && rows.Count > 0 ? ExitCode.Found : ExitCode.Done;
    }
}
