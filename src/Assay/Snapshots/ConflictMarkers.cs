using Assay.Errors;

namespace Assay.Snapshots;

/// <summary>Finds what a merge leaves in a file that it could not merge.</summary>
internal static class ConflictMarkers
{
    /// <summary>Throws when a line is a marker of git's.</summary>
    /// <exception cref="SnapshotException">The line is a marker.</exception>
    public static void Reject(ReadOnlySpan<char> line, string file, int number)
    {
        if (line.Length < 7 || line[0] is not ('<' or '=' or '>' or '|') || line[..7].ContainsAnyExcept(line[0]))
            return;
        if ((line.Length > 7 && line[7] != ' ') || line.ContainsAny('\t', '\0'))
            return;
        throw new SnapshotException(new Problem(
            ErrorCode.SnapshotMalformed,
            "The file holds an unresolved merge conflict. Take either side whole (git checkout --ours or --theirs) for both snapshot files, then run the benchmark and accept what it finds.")
        {
            File = file,
            Line = number,
        });
    }
}
