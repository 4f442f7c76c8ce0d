using Assay.Generators.Tests.Setup;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Tests.Diagnostics;

/// <summary>
/// A page's example as a project: <c>Ticket</c> is declared beside it, and a partial class <c>Triage</c> gets the slice,
/// model, engine and score that the example leaves out to stay short.
/// </summary>
internal static class DocumentedExample
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

    public static CSharpCompilation Compile(string example)
    {
        List<SourceFile> files = [new("/project/Usings.cs", Sources.Usings), new("/project/Example.cs", example), new("/project/Ticket.cs", Ticket)];
        if (example.Contains("partial class Triage\n", StringComparison.Ordinal) && !example.Contains("// The whole class.", StringComparison.Ordinal))
            files.Add(new SourceFile("/project/Rest.cs", Rest));
        return TestCompilation.Create(files);
    }
}
