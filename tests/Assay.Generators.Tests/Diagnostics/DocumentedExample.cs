using System.Text.RegularExpressions;
using Assay.Generators.Tests.Setup;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Tests.Diagnostics;

/// <summary>
/// A page's example as a project: <c>Ticket</c> is declared beside it, and a partial class <c>Triage</c> gets the slice,
/// model, engine and score that the example leaves out to stay short. A comment <c>// Packages: A, B</c> names what the
/// project references, and a comment <c>// AssayTestFramework: A</c> sets the property.
/// </summary>
internal static partial class DocumentedExample
{
    private const string Ticket = "public sealed record Ticket(string Id, string Question, string Label, string[] Tags);";

    private const string Rest = """
        [Model("rest")]
        partial class Triage
        {
            [Slice("rest")]
            public static IEnumerable<Ticket> Rest => [];

            [Engine("rest")]
            public static string RestAnswer(Ticket item) => item.Question;

            [Score("rest")]
            public static int RestScore(Output output) => output.Text.Length;
        }
        """;

    public static CSharpCompilation Compile(string example) => TestCompilation.Create(FilesOf(example));

    public static IReadOnlyList<SourceFile> FilesOf(string example)
    {
        List<SourceFile> files = [new("/project/Usings.cs", Sources.Usings), new("/project/Example.cs", example), new("/project/Ticket.cs", Ticket)];
        if (example.Contains("partial class Triage\n", StringComparison.Ordinal) && !example.Contains("// The whole class.", StringComparison.Ordinal))
            files.Add(new SourceFile("/project/Rest.cs", Rest));
        files.AddRange(Values(PackagesComment(), example).Select(FrameworkSources.Of));
        return files;
    }

    public static TestOptions OptionsOf(string example) => new(string.Concat(Values(FrameworkComment(), example)));

    private static string[] Values(Regex comment, string example) =>
        comment.Match(example) is { Success: true } match ? match.Groups[1].Value.Split(", ") : [];

    [GeneratedRegex("^// Packages: (.*)$", RegexOptions.Multiline)]
    private static partial Regex PackagesComment();

    [GeneratedRegex("^// AssayTestFramework: (.*)$", RegexOptions.Multiline)]
    private static partial Regex FrameworkComment();
}
