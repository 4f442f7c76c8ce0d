using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Tests.Setup;

/// <summary>Compilations as a user's project makes them.</summary>
internal static class TestCompilation
{
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    public static MetadataReference Library { get; } = MetadataReference.CreateFromFile(typeof(BenchmarkAttribute).Assembly.Location);

    public static CSharpCompilation Create(params IReadOnlyList<SourceFile> files) => CSharpCompilation.Create(
        "Samples.Tests",
        files.Select(Parse),
        [.. Net100.References.All, Library],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    /// <summary>One source beside the usual usings.</summary>
    public static CSharpCompilation Create(string source, bool hasXunit = false)
    {
        List<SourceFile> files = [new("/project/Usings.cs", Sources.Usings), new("/project/Benchmarks/Source.cs", source)];
        if (hasXunit)
            files.Add(new SourceFile("/project/Xunit.cs", Sources.Xunit));
        return Create(files);
    }

    /// <summary>One source beside the usual usings, in a project that references these packages.</summary>
    public static CSharpCompilation CreateWith(string source, params string[] packages) =>
        Create([new("/project/Usings.cs", Sources.Usings), new("/project/Benchmarks/Source.cs", source), .. packages.Select(FrameworkSources.Of)]);

    public static SyntaxTree Parse(SourceFile file) =>
        CSharpSyntaxTree.ParseText(file.Text, ParseOptions, file.Path, System.Text.Encoding.UTF8);
}
