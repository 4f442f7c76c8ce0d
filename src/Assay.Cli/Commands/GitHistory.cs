using System.Collections;
using System.Globalization;
using Assay.Cli.Terminal;

namespace Assay.Cli.Commands;

/// <summary>What git knows of files.</summary>
/// <param name="directory">A folder of the working tree; paths are relative to its root, or to it where they begin with <c>./</c>.</param>
internal sealed class GitHistory(string directory)
{
    private const string Heads = "GITHEAD_";

    /// <summary>A file's text in a commit, with LF line ends; null where it is not there.</summary>
    public async Task<string?> ShowAsync(string commit, string path, CancellationToken cancellationToken) =>
        await RunAsync(cancellationToken, "show", $"{commit}:{path}");

    /// <summary>A file's bytes in a commit; null where it is not there.</summary>
    public Task<byte[]?> ShowBytesAsync(string commit, string path, CancellationToken cancellationToken) =>
        ChildProcess.ReadAsync("git", ["show", $"{commit}:{path}"], directory, cancellationToken);

    /// <summary>The commit that is being merged: the one of those that git names in which a file has a text.</summary>
    public async Task<string?> FindMergedAsync(string path, string text, CancellationToken cancellationToken)
    {
        var named = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(static pair => (string)pair.Key)
            .Where(static name => name.StartsWith(Heads, StringComparison.Ordinal))
            .Select(static name => name[Heads.Length..]);
        foreach (var commit in named.Concat(["MERGE_HEAD", "REBASE_HEAD", "CHERRY_PICK_HEAD"]))
        {
            if (Same(await ShowAsync(commit, path, cancellationToken), text))
                return commit;
        }

        return null;
    }

    /// <summary>The commit that a merge starts from: the one in which a file has a text; null where there is none.</summary>
    public async Task<string?> FindBaseAsync(string merged, string path, string text, CancellationToken cancellationToken)
    {
        foreach (var commit in (string?[])[(await RunAsync(cancellationToken, "merge-base", "HEAD", merged))?.Trim(), merged + "^"])
        {
            if (commit is not null && Same(await ShowAsync(commit, path, cancellationToken) ?? "", text))
                return commit;
        }

        return null;
    }

    /// <summary>When a file was last committed; null where git does not know it.</summary>
    public async Task<DateTimeOffset?> CommittedAsync(string path, CancellationToken cancellationToken) =>
        DateTimeOffset.TryParse((await RunAsync(cancellationToken, "log", "-1", "--format=%cI", "--", path))?.Trim(), CultureInfo.InvariantCulture, out var time) ? time : null;

    private static bool Same(string? left, string right) => left?.ReplaceLineEndings("\n").TrimEnd() == right.ReplaceLineEndings("\n").TrimEnd();

    private async Task<string?> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var lines = new List<string>();
        var exit = await ChildProcess.RunAsync("git", arguments, directory, lines.Add, cancellationToken);
        return exit == 0 ? string.Concat(lines.Select(static line => line + "\n")) : null;
    }
}
