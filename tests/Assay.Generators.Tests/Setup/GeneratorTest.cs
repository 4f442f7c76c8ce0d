using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Assay.Generators.Tests.Setup;

/// <summary>Runs the generator and the analyzer on sources, as a build does.</summary>
internal static class GeneratorTest
{
    public static GeneratedCode Run(string source, bool hasXunit = false) => Run(TestCompilation.Create(source, hasXunit));

    public static GeneratedCode Run(CSharpCompilation compilation)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        var result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        return new GeneratedCode((CSharpCompilation)output, [.. result.GeneratedSources]);
    }

    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new AssayGenerator().AsSourceGenerator()],
        parseOptions: TestCompilation.ParseOptions,
        optionsProvider: new TestOptions(),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>What the analyzer reports on the generated compilation; every problem as <c>ID span</c>, in source order.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation, params string[] dataFiles)
    {
        var files = dataFiles.Select(static AdditionalText (path) => new TestOptions.DataFile(path)).ToImmutableArray();
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions(files, new TestOptions()), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var diagnostics = await Run(compilation).Compilation
            .WithAnalyzers([new AssayAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start)];
    }
}
