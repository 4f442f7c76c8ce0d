using System.Text;
using System.Text.RegularExpressions;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Cli.Commands;

/// <summary>A folder that evaluations begin in.</summary>
/// <param name="directory">The folder.</param>
internal sealed partial class StartFolder(string directory)
{
    private const string Made = "made";
    private const string Kept = "kept as it is";
    private const string Class = "FirstBenchmark.cs";
    private const string Data = "data/first.jsonl";

    private static readonly string[] Packages = ["Assay.Xunit", "Assay.MSTest", "Assay.NUnit", "Assay.TUnit"];

    /// <summary>The one project file of the folder; null where there is none, or several.</summary>
    public string? Project { get; } = Directory.Exists(directory) && Directory.GetFiles(directory, "*.csproj") is [var one] ? one : null;

    /// <summary>Writes a project file, unless there is one.</summary>
    public async Task<(string File, string State)> ProjectFileAsync(CancellationToken cancellationToken)
    {
        if (ProjectFile.Find(directory) is { } file)
            return (Path.GetFileName(file), Kept);
        var name = NonWord().Replace(Project is null ? new DirectoryInfo(directory).Name : Path.GetFileNameWithoutExtension(Project), "-").Trim('-').ToLowerInvariant();
        var text = $"""
            {(Project is null ? "" : "#:schema obj/assay.schema.json\n")}# What all benchmarks of this project share.{(Project is null ? "" : " The first build writes the schema, by which editors complete and check this file.")}

            name = "{(name.Length == 0 ? "evaluations" : name)}"

            """;
        return await WriteAsync("assay.toml", text, cancellationToken);
    }

    /// <summary>Adds the lines that a file lacks.</summary>
    public async Task<(string File, string State)> AddLinesAsync(string name, IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, name);
        var text = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : "";
        var there = text.Split('\n').Select(static line => line.Trim()).ToHashSet(StringComparer.Ordinal);
        var missing = lines.Where(line => !there.Contains(line)).ToList();
        if (missing.Count == 0)
            return (name, Kept);
        var added = string.Concat(missing.Select(static line => line + "\n"));
        await WriteAsync(name, text.Length == 0 || text.EndsWith('\n') ? text + added : $"{text}\n{added}", cancellationToken);
        return (name, text.Length == 0 ? Made : $"{missing.Count} line{(missing.Count == 1 ? "" : "s")} added");
    }

    /// <summary>Writes a first benchmark with its data, where the project has a package for tests and no benchmark.</summary>
    public async Task<IReadOnlyList<(string File, string State)>> BenchmarkAsync(CancellationToken cancellationToken)
    {
        if (Project is null || !Packages.Any((await File.ReadAllTextAsync(Project, cancellationToken)).Contains))
            return [];
        foreach (var file in Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories).Where(file => !ReceivedFiles.IsBuilt(file, directory)))
        {
            if ((await File.ReadAllTextAsync(file, cancellationToken)).Contains("[Benchmark(", StringComparison.Ordinal))
                return [(Path.GetRelativePath(directory, file).Replace('\\', '/'), Kept)];
        }

        if (File.Exists(Path.Combine(directory, Class)) || File.Exists(Path.Combine(directory, Data)))
            return [(Class, Kept)];
        var space = string.Join('.', Path.GetFileNameWithoutExtension(Project).Split('.').Select(static part => NonWord().Replace(part, "_")).Select(static part => char.IsDigit(part[0]) ? "_" + part : part));
        return [await WriteAsync(Class, BenchmarkOf(space), cancellationToken), await WriteAsync(Data, Items, cancellationToken)];
    }

    private const string Items = """
        {"id":"1","question":"one","answer":"ONE"}
        {"id":"2","question":"two","answer":"TWO"}
        {"id":"3","question":"drei","answer":"THREE"}

        """;

    private static string BenchmarkOf(string space) => $$"""
        using Assay;

        namespace {{space}};

        [Benchmark("first")]
        [Model("upper-case")]
        public static partial class FirstBenchmark
        {
            [Slice("all")]
            public static Dataset<Item> All => Dataset.Jsonl<Item>("{{Data}}");

            [Engine("upper-case")]
            public static string UpperCase(Item item) => item.Question.ToUpperInvariant();

            [Score("exact")]
            public static bool Exact(Item item, Output output) => output.Text == item.Answer;

            public sealed record Item(string Id, string Question, string Answer);
        }

        """;

    private async Task<(string File, string State)> WriteAsync(string name, string text, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, name);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
            return (name, Made);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AssayException(new Problem(ErrorCode.ExportUnwritable, $"The file cannot be written: {exception.Message} Check the folder and its permissions.") { File = path }, exception);
        }
    }

    [GeneratedRegex("[^A-Za-z0-9_]+")]
    private static partial Regex NonWord();
}
