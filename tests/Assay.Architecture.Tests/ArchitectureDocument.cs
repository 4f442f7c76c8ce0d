using System.Text.RegularExpressions;

namespace Assay.Architecture.Tests;

/// <summary>The tables of <c>docs/architecture.md</c>, which the tests hold the code to.</summary>
internal static partial class ArchitectureDocument
{
    /// <summary>The folder of each project, such as <c>src/Assay</c>.</summary>
    public static IReadOnlyList<string> ProjectFolders { get; } = [.. ProjectRows.SelectMany(static row => Spans(row[0]))];

    /// <summary>The projects that each project references, by name.</summary>
    public static IReadOnlyDictionary<string, string[]> References { get; } =
        ProjectRows.SelectMany(static row => Spans(row[0]).Select(folder => (folder, row))).ToDictionary(static one => Path.GetFileName(one.folder), static one => Spans(one.row[2]));

    /// <summary>The folders of <c>src/Assay</c>, row by row in the order of the flow; the folder itself is <c>.</c>.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Folders { get; } =
        [.. Rows("## Folders of `src/Assay`, in the order of the flow").Select(static row => Spans(row[0]))];

    /// <summary>The arrows against the flow, for each of which the table gives a reason.</summary>
    public static IReadOnlySet<(string From, string To)> AgainstTheFlow { get; } = Rows("### Arrows against the flow")
        .SelectMany(static row => Spans(row[1]).Select(to => (Spans(row[0])[0], to)))
        .ToHashSet();

    private static IEnumerable<string[]> ProjectRows => Rows("## Projects");

    private static IEnumerable<string[]> Rows(string heading) => File.ReadLines(Checkout.PathOf("docs", "architecture.md"))
        .SkipWhile(line => line != heading)
        .Skip(1)
        .TakeWhile(static line => !line.StartsWith('#'))
        .Where(static line => line.StartsWith('|'))
        .Skip(2)
        .Select(static line => line.Trim('|', ' ').Split('|'));

    private static string[] Spans(string cell) => [.. CodeSpan().Matches(cell).Select(static match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpan();
}
