using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Assay.Cli.Terminal;
using Assay.Reporting;
using Assay.Snapshots;

namespace Assay.Cli.Commands;

/// <summary><c>assay accept</c>: received snapshots become the verified ones.</summary>
internal static class AcceptCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var path = RunArgument.NoOption(new Argument<string>("path") { Description = "The folder whose received snapshots are accepted, with those below it.", DefaultValueFactory = static _ => "." });
        var name = new Option<string?>("--name") { Description = "Accepts the snapshot of one class alone." };
        var from = new Option<string?>("--from") { Description = "Takes the received files that a build kept, from a folder or a zip file, first." };
        var reason = new Option<string?>("--reason") { Description = "Why: a line in the snapshot's history file." };
        var dry = new Option<bool>("--dry-run") { Description = "Lists what would be accepted. Ends with 1 where there is something." };
        return host.Runs(
            new Command("accept", "Makes received snapshots the verified ones.") { path, name, from, reason, dry },
            (call, cancellationToken) => RunAsync(
                call,
                new Wish(
                    call.PathOf(call.Arguments.GetRequiredValue(path)),
                    call.Arguments.GetValue(name),
                    call.Arguments.GetValue(from) is { } artifact ? call.PathOf(artifact) : null,
                    call.Arguments.GetValue(reason),
                    call.Arguments.GetValue(dry)),
                cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation call, Wish wish, CancellationToken cancellationToken)
    {
        var received = (wish.Artifact is null ? ReceivedFiles.Below(wish.Folder) : wish.IsDry ? ReceivedFiles.Below(wish.Artifact) : Artifact.Take(wish.Artifact, wish.Folder))
            .Where(request => wish.Name is null || request.Name == SnapshotName.Of(wish.Name))
            .ToList();
        var snapshots = new SnapshotFolder(time: call.Environment.Time);
        var shown = wish is { IsDry: true, Artifact: { } artifact } ? artifact : wish.Folder;
        var rows = new List<ReportCell[]>();
        foreach (var request in received)
        {
            var age = await AgeOf(request, call, cancellationToken);
            if (!wish.IsDry)
            {
                var isAccepted = await snapshots.AcceptAsync(request, cancellationToken);
                isAccepted |= await new PlanSnapshot(request, call.Environment.Time).AcceptAsync(cancellationToken);
                if (!isAccepted)
                    continue;
                if (wish.Reason is { } reason)
                    await SnapshotHistory.AppendAsync(request, DateOnly.FromDateTime(call.Environment.Time.GetUtcNow().UtcDateTime), reason, cancellationToken);
            }

            rows.Add([ReportCell.Of(Path.GetRelativePath(shown, Path.Combine(request.Directory, request.Name)).Replace('\\', '/')), ReportCell.Of(age)]);
        }

        var table = Cells.Table(["snapshot", "baseline"], rows);
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = "assay.cli.accept/1", ["accepted"] = !wish.IsDry, ["snapshots"] = table.ToJson() });
        else
            call.Page.Table(table, "There is nothing to accept.");
        return wish.IsDry && rows.Count > 0 ? ExitCode.Found : ExitCode.Done;
    }

    /// <summary>How long ago the verified file was committed, in words.</summary>
    private static async Task<string> AgeOf(SnapshotRequest request, Invocation call, CancellationToken cancellationToken)
    {
        var paths = SnapshotPaths.Verified(request);
        var file = File.Exists(paths.Packed) ? paths.Packed : paths.Items;
        if (!File.Exists(file))
            return "none";
        if (await new GitHistory(request.Directory).CommittedAsync(file, cancellationToken) is not { } committed)
            return "not committed";
        var days = (int)Math.Max(0, (call.Environment.Time.GetUtcNow() - committed).TotalDays);
        return days == 0 ? "today" : string.Create(CultureInfo.InvariantCulture, $"{days} day{(days == 1 ? "" : "s")} old");
    }

    private sealed record Wish(string Folder, string? Name, string? Artifact, string? Reason, bool IsDry);
}
