using System.CommandLine;
using System.Text.Json.Nodes;
using Assay.Errors;
using Assay.Snapshots;

namespace Assay.Cli.Commands;

/// <summary><c>assay merge</c>: git's merge driver for snapshots.</summary>
internal static class MergeCommand
{
    private const string Items = ".verified.items.tsv";
    private const string Packed = ".verified.items.tsv.zst";
    private const string Blocks = ".verified.items.blocks.tsv";
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
        var merged = await MergeAsync(call, sides, cancellationToken);
        if (sides.Path.EndsWith(Packed, StringComparison.Ordinal))
            await File.WriteAllBytesAsync(sides.Ours, PackedItems.Pack(merged.Text), cancellationToken);
        else
            await File.WriteAllTextAsync(sides.Ours, merged.Text, cancellationToken);
        foreach (var conflict in merged.Conflicts)
            await call.Environment.Error.WriteAsync($"{sides.Path}: {conflict}\n");
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = "assay.cli.merge/1", ["conflicts"] = new JsonArray([.. merged.Conflicts.Select(static conflict => (JsonNode)conflict)]) });
        return merged.Conflicts.Count > 0 ? ExitCode.Found : ExitCode.Done;
    }

    private static async Task<MergedSnapshot> MergeAsync(Invocation call, Sides sides, CancellationToken cancellationToken)
    {
        var (ancestor, ours, theirs) = (await ReadAsync(sides.Base, sides.Path, cancellationToken), await ReadAsync(sides.Ours, sides.Path, cancellationToken), await ReadAsync(sides.Theirs, sides.Path, cancellationToken));
        if (sides.Path.EndsWith(Items, StringComparison.Ordinal) || sides.Path.EndsWith(Packed, StringComparison.Ordinal))
            return SnapshotMerge.Items(ancestor, ours, theirs, sides.Path);
        if (sides.Path.EndsWith(Blocks, StringComparison.Ordinal))
            return new MergedSnapshot(PackedItems.Blocks(ItemsFile.Parse(await MergedItemsAsync(call, sides, Blocks, (ancestor, theirs), cancellationToken), sides.Path)), []);
        return sides.Path.EndsWith(Table, StringComparison.Ordinal) && !sides.Path.EndsWith(".plan" + Table, StringComparison.Ordinal)
            ? SnapshotMerge.Table(ancestor, ours, theirs, await MergedItemsAsync(call, sides, Table, (ancestor, theirs), cancellationToken), sides.Path)
            : throw new AssayException(ErrorCode.OptionInvalid, $"'{sides.Path}' is no snapshot; name *{Items}, *{Packed}, *{Blocks} and *{Table} alone in .gitattributes.");
    }

    /// <summary>The rows that a file beside them is of: those of the same two commits, which git is merging too.</summary>
    private static async Task<string> MergedItemsAsync(Invocation call, Sides sides, string ending, (string Base, string Theirs) file, CancellationToken cancellationToken)
    {
        var history = new GitHistory(call.Environment.Directory);
        var stem = sides.Path[..^ending.Length];
        var theirs = await history.FindMergedAsync(sides.Path, file.Theirs, cancellationToken)
            ?? throw new AssayException(ErrorCode.OptionInvalid, $"git does not say which commit is merged, so that the rows of '{sides.Path}' are not known; take either side, run, and accept.");
        var ancestor = await history.FindBaseAsync(theirs, sides.Path, file.Base, cancellationToken);
        return SnapshotMerge.Items(
            ancestor is null ? "" : await ItemsOfAsync(history, ancestor, stem, cancellationToken),
            await ItemsOfAsync(history, "HEAD", stem, cancellationToken),
            await ItemsOfAsync(history, theirs, stem, cancellationToken),
            stem + Items).Text;
    }

    /// <summary>The items of a commit, in whichever form it has them.</summary>
    private static async Task<string> ItemsOfAsync(GitHistory history, string commit, string stem, CancellationToken cancellationToken) =>
        await history.ShowAsync(commit, stem + Items, cancellationToken)
            ?? PackedItems.Unpack(await history.ShowBytesAsync(commit, stem + Packed, cancellationToken) ?? [], stem + Packed);

    private static async Task<string> ReadAsync(string path, string name, CancellationToken cancellationToken)
    {
        try
        {
            return name.EndsWith(Packed, StringComparison.Ordinal) ? PackedItems.Unpack(await File.ReadAllBytesAsync(path, cancellationToken), name) : await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AssayException(ErrorCode.OptionInvalid, $"'{path}' cannot be read ({exception.Message}); give the files that git gives a merge driver.", exception);
        }
    }

    private sealed record Sides(string Base, string Ours, string Theirs, string Path);
}
