using Microsoft.CodeAnalysis;

namespace Assay.Generators.Tests.Setup;

/// <summary>Asserts one problem at the span that a source marks with <c>[|</c> and <c>|]</c>.</summary>
internal static class DiagnosticTest
{
    private const string Begin = "[|";
    private const string End = "|]";

    /// <summary>The analyzer reports this rule at the marked span and nothing else, and the compiler has nothing to add.</summary>
    public static async Task<Diagnostic> VerifyAsync(string id, string marked, params string[] dataFiles)
    {
        var (diagnostic, messages) = await ReportAsync(id, marked, dataFiles);
        Assert.Empty(messages);
        return diagnostic;
    }

    /// <summary>The same where the compiler must complain too, since the generator cannot write a body.</summary>
    public static async Task VerifyWithCompilerErrorsAsync(string id, string marked, string compilerId)
    {
        var (_, messages) = await ReportAsync(id, marked);
        Assert.All(messages, message => Assert.Contains(compilerId, message, StringComparison.Ordinal));
    }

    /// <summary>The analyzer reports nothing, and the generated code compiles without a warning.</summary>
    public static async Task VerifyNoneAsync(string source, params string[] dataFiles)
    {
        var compilation = TestCompilation.Create(source);
        Assert.Empty(await GeneratorTest.AnalyzeAsync(compilation, dataFiles));
        Assert.Empty(GeneratorTest.Run(compilation).CompilerMessages);
    }

    private static async Task<(Diagnostic Diagnostic, IReadOnlyList<string> Messages)> ReportAsync(string id, string marked, params string[] dataFiles)
    {
        var start = marked.IndexOf(Begin, StringComparison.Ordinal);
        var end = marked.IndexOf(End, StringComparison.Ordinal) - Begin.Length;
        Assert.True(start >= 0 && end >= start, "The source marks no span.");
        var source = marked.Remove(end + Begin.Length, End.Length).Remove(start, Begin.Length);

        var compilation = TestCompilation.Create(source);
        var diagnostic = Assert.Single(await GeneratorTest.AnalyzeAsync(compilation, dataFiles));
        Assert.Equal(id, diagnostic.Id);
        var span = diagnostic.Location.SourceSpan;
        Assert.Equal(source[start..end], source.Substring(span.Start, span.Length));
        Assert.Equal(start, span.Start);
        return (diagnostic, GeneratorTest.Run(compilation).CompilerMessages);
    }
}
