using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Assay.Generators.Tests.Setup;

/// <summary>Runs the generator and the analyzer on sources, as a build does.</summary>
internal static class GeneratorTest
{
    public static GeneratedCode Run(string source, bool hasXunit = false) => Run(TestCompilation.Create(source, hasXunit));

    public static GeneratedCode Run(CSharpCompilation compilation, TestOptions? options = null)
    {
        var driver = Driver(options).RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        var result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        return new GeneratedCode((CSharpCompilation)output, [.. result.GeneratedSources]);
    }

    /// <summary>A driver that has run nothing yet.</summary>
    /// <param name="options">What MSBuild tells the compiler; null for a project that sets nothing.</param>
    /// <param name="tracksSteps">Whether it tells what each step did. Such a driver loses outputs in the run after one that removed a file and added several (Roslyn's CombineNode then counts the removed ones among the cached); builds and editors have the other kind.</param>
    public static GeneratorDriver Driver(TestOptions? options = null, bool tracksSteps = true) => CSharpGeneratorDriver.Create(
        [new AssayGenerator().AsSourceGenerator()],
        parseOptions: TestCompilation.ParseOptions,
        optionsProvider: options ?? new TestOptions(),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracksSteps));

    /// <summary>What the analyzer reports on the generated compilation; every problem as <c>ID span</c>, in source order.</summary>
    public static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation, params string[] dataFiles) => AnalyzeAsync(compilation, new TestOptions(), dataFiles);

    /// <summary>The same in a project with properties of its own.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation, TestOptions properties, params string[] dataFiles)
    {
        var files = dataFiles.Select(static AdditionalText (path) => new TestOptions.DataFile(path)).ToImmutableArray();
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions(files, properties), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var diagnostics = await Run(compilation, properties).Compilation
            .WithAnalyzers([new AssayAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start)];
    }
}
