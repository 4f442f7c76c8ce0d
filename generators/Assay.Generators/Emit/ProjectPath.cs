namespace Assay.Generators.Emit;

/// <summary>Paths relative to the project's folder, with forward slashes, by text alone: generators may not ask the disk.</summary>
internal static class ProjectPath
{
    /// <summary>The file's path within the project; its plain path where it lies elsewhere, null where it has none.</summary>
    public static string? Relative(string file, string? projectDirectory)
    {
        if (file.Length == 0)
            return null;
        var path = file.Replace('\\', '/');
        if (projectDirectory is not { Length: > 0 })
            return path;
        var from = Segments(projectDirectory);
        var to = Segments(path);
        var isWindows = projectDirectory.Contains('\\') || projectDirectory.Contains(':');
        var comparison = isWindows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var common = 0;
        while (common < from.Count && common < to.Count - 1 && string.Equals(from[common], to[common], comparison))
            common++;
        return common == 0 && (isWindows || !path.StartsWith("/", StringComparison.Ordinal))
            ? path
            : string.Join("/", Enumerable.Repeat("..", from.Count - common).Concat(to.Skip(common)));
    }

    /// <summary>The path's segments with <c>.</c> and <c>..</c> resolved.</summary>
    public static List<string> Segments(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/', '\\'))
        {
            if (segment == ".." && segments.Count > 0 && segments[segments.Count - 1] != "..")
                segments.RemoveAt(segments.Count - 1);
            else if (segment is not ("" or "."))
                segments.Add(segment);
        }

        return segments;
    }
}
