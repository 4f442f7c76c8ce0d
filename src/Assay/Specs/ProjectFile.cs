using System.Globalization;
using System.Text.Unicode;
using Assay.Errors;
using Assay.Specs.Serialization;
using Assay.Specs.Settings;

namespace Assay.Specs;

/// <summary>Reads a project's settings from <c>assay.toml</c> or <c>assay.json</c>; both have the members of <see cref="ProjectSpec"/> in snake case.</summary>
public static class ProjectFile
{
    // Says by what an editor completes the file; it is no setting.
    private const string SchemaMember = "$schema";

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Finds the project file of a folder: its <c>assay.toml</c> or its <c>assay.json</c>.</summary>
    /// <param name="directory">The folder; it need not exist.</param>
    /// <returns>The file's path, or null where the folder has none.</returns>
    /// <exception cref="SpecValidationException">The folder has both, <see cref="ErrorCode.SchemaMismatch"/>.</exception>
    public static string? Find(string directory)
    {
        string[] files = [.. ((string[])["assay.toml", "assay.json"]).Select(name => Path.Combine(directory, name)).Where(Path.Exists)];
        return files switch
        {
            [] => null,
            [var file] => file,
            [var first, var second, ..] => throw new SpecValidationException(TwoFiles(first, second)),
        };
    }

    /// <summary>Reads and validates a file.</summary>
    /// <param name="path">A file that ends in <c>.toml</c> or <c>.json</c>, in UTF-8.</param>
    /// <returns>The project; members that the file lacks have their defaults.</returns>
    /// <exception cref="SpecValidationException">
    /// The file has another ending, cannot be read, is not TOML or JSON, has unknown, missing or ill-typed members, or
    /// breaks rules: every problem at once as <see cref="ErrorCode.SchemaMismatch"/> with file, line and column.
    /// A file that cannot be parsed is reported by its syntax errors alone.
    /// </exception>
    public static ProjectSpec Load(string path) => LoadWithOrigins(path).Project;

    /// <summary>Reads and validates a file, and says which values it gave.</summary>
    /// <param name="path">As <see cref="Load"/>.</param>
    /// <exception cref="SpecValidationException">As <see cref="Load"/>.</exception>
    public static LoadedProject LoadWithOrigins(string path)
    {
        var problems = new SpecProblems(path);
        var isToml = path.EndsWith(".toml", StringComparison.OrdinalIgnoreCase);
        if (!isToml && !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            problems.Add(null, null, "A project file ends in .toml or .json; rename it.");
        problems.ThrowIfAny();
        var utf8 = Read(path, problems);
        problems.ThrowIfAny();
        var root = isToml ? TomlTree.Parse(utf8, problems) : JsonTree.Parse(utf8, problems);
        root.Members.RemoveAll(static member => member.Key == SchemaMember);
        var document = SpecDocument<ProjectSpec>.Read(root, problems);
        document.Place(SpecValidator.Validate(document.Value), problems);
        problems.ThrowIfAny();
        var name = Path.GetFileName(path);
        return new LoadedProject(document.Value, document.Places.ToDictionary(
            static place => place.Key,
            place => SettingOrigin.File(string.Create(CultureInfo.InvariantCulture, $"{name}({place.Value.Line},{place.Value.Column})")),
            StringComparer.Ordinal));
    }

    private static Problem TwoFiles(string first, string second) =>
        new(ErrorCode.SchemaMismatch, $"The project has {Path.GetFileName(first)} too, and only one of them can hold; remove one.") { File = second };

    private static byte[] Read(string path, SpecProblems problems)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Add(null, null, "The project file does not exist; create it, or correct the path.");
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problems.Add(null, null, $"The project file cannot be read: {error.Message} Check that it is a file and that you may read it.");
            return [];
        }

        var utf8 = bytes.AsSpan().StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
        if (!Utf8.IsValid(utf8))
            problems.Add(new LineMap(utf8).Find(FirstInvalid(utf8)), null, "The project file is not UTF-8 here; save it in that encoding.");
        return utf8;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        var offset = 0;
        while (System.Text.Rune.DecodeFromUtf8(utf8[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
            offset += length;
        return offset;
    }
}
