namespace Assay.EndToEnd.Harness;

/// <summary>The calls of engines that a project's processes logged, one line a call and one file a process.</summary>
/// <param name="folder">Where the files are.</param>
internal sealed class CallLog(string folder)
{
    public string Folder { get; } = folder;

    /// <summary>All calls so far; a line that is not whole yet is none.</summary>
    public IReadOnlyList<string> Read() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder).SelectMany(static file => File.ReadAllText(file).Split('\n')[..^1])]
        : [];

    /// <summary>Forgets the calls so far.</summary>
    public void Clear()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}
