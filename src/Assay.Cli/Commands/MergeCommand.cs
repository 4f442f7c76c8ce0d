using System.CommandLine;
using System.Text.Json.Nodes;
using Assay.Errors;
using Assay.Snapshots;

namespace Assay.Cli.Commands;

/// <summary><c>assay merge</c>: git's merge driver for snapshots.</summary>
internal static class MergeCommand
{
    private const string Items = ".verified.items.tsv";
    private const string Table = ".verified.md";

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var ancestor = Required("--base", "What both sides come from: git's %O.");
        var ours = Required("--ours", "Our side, which receives the result: git's %A.");
        var theirs = Required("--theirs", "Their side: git's %B.");
        var path = Required("--path", "Where the file lies in the working tree: git's %P.");
        return host.Runs(
            new Command("merge", "Merges two sides of a snapshot by its rows, as git's merge driver. Ends with 1 where both changed a row otherwise; ours then stays.") { ancestor, ours, theirs, path },
            (call, cancellationToken) => RunAsync(
                call,
                new Sides(call.PathOf(call.Arguments.GetRequiredValue(ancestor)), call.PathOf(call.Arguments.GetRequiredValue(ours)), call.PathOf(call.Arguments.GetRequiredValue(theirs)), call.Arguments.GetRequiredValue(path)),
                cancellationToken));
    }

    private static Option<string> Required(string name, string description) => new(name) { Description = description, Required = true };

    private static async Task<int> RunAsync(Invocation call, Sides sides, CancellationToken cancellationToken)
    {
        var (ancestor, ours, theirs) = (await ReadAsync(sides.Base, cancellationToken), await ReadAsync(sides.Ours, cancellationToken), await ReadAsync(sides.Theirs, cancellationToken));
        MergedSnapshot merged;
        if (sides.Path.EndsWith(Items, StringComparison.Ordinal))
            merged = SnapshotMerge.Items(ancestor, ours, theirs, sides.Path);
        else if (sides.Path.EndsWith(Table, StringComparison.Ordinal) && !sides.Path.EndsWith(".plan" + Table, StringComparison.Ordinal))
            merged = SnapshotMerge.Table(ancestor, ours, theirs, await MergedItemsAsync(call, sides, (ancestor, ours, theirs), cancellationToken), sides.Path);
        else
            throw new AssayException(ErrorCode.OptionInvalid, $"'{sides.Path}' is no snapshot; name *{Items} and *{Table} alone in .gitattributes.");
        await File.WriteAllTextAsync(sides.Ours, merged.Text, cancellationToken);
        foreach (var conflict in merged.Conflicts)
            await call.Environment.Error.WriteAsync($"{sides.Path}: {conflict}\n");
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = "assay.cli.merge/1", ["conflicts"] = new JsonArray([.. merged.Conflicts.Select(static conflict => (JsonNode)conflict)]) });
        return merged.Conflicts.Count > 0 ? ExitCode.Found : ExitCode.Done;
    }

    /// <summary>The rows that the table is of: those of the same two commits, which git is merging too.</summary>
    private static async Task<string> MergedItemsAsync(Invocation call, Sides sides, (string Base, string Ours, string Theirs) table, CancellationToken cancellationToken)
    {
        var history = new GitHistory(call.Environment.Directory);
        var path = sides.Path[..^Table.Length] + Items;
        var theirs = await history.FindMergedAsync(sides.Path, table.Theirs, cancellationToken)
            ?? throw new AssayException(ErrorCode.OptionInvalid, $"git does not say which commit is merged, so that the rows of '{sides.Path}' are not known; take either side, run, and accept.");
        var ancestor = await history.FindBaseAsync(theirs, sides.Path, table.Base, cancellationToken);
        return SnapshotMerge.Items(
            ancestor is null ? "" : await history.ShowAsync(ancestor, path, cancellationToken) ?? "",
            await history.ShowAsync("HEAD", path, cancellationToken) ?? "",
            await history.ShowAsync(theirs, path, cancellationToken) ?? "",
            path).Text;
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AssayException(ErrorCode.OptionInvalid, $"'{path}' cannot be read ({exception.Message}); give the files that git gives a merge driver.", exception);
        }
    }

    private sealed record Sides(string Base, string Ours, string Theirs, string Path);
}
