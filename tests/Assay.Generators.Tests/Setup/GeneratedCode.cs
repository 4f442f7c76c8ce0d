using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Assay.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Tests.Setup;

/// <summary>What the generator wrote, and the compilation with it.</summary>
internal sealed record GeneratedCode(CSharpCompilation Compilation, ImmutableArray<GeneratedSourceResult> Files)
{
    public string this[string fileName] =>
        Files.FirstOrDefault(file => file.HintName == fileName).SourceText?.ToString()
        ?? throw new InvalidOperationException($"There is no {fileName}, but {string.Join(", ", Files.Select(static file => file.HintName))}.");

    /// <summary>The compiler's errors and warnings, but for missing docs in the test's own source.</summary>
    public IReadOnlyList<string> CompilerMessages =>
    [
        .. Compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !(diagnostic.Id == "CS1591" && diagnostic.Location.SourceTree!.FilePath.StartsWith("/project/", StringComparison.Ordinal)))
            .Select(static diagnostic => diagnostic.ToString()),
    ];

    /// <summary>Compiles without a warning and loads the assembly.</summary>
    public Assembly Load()
    {
        Assert.Empty(CompilerMessages);
        using var stream = new MemoryStream();
        var result = Compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        stream.Position = 0;
        return new AssemblyLoadContext(name: null, isCollectible: true).LoadFromStream(stream);
    }

    /// <summary>The benchmarks, through the catalog that the assembly names.</summary>
    public IReadOnlyList<BenchmarkDefinition> LoadBenchmarks() => LoadCatalog().Benchmarks;

    /// <summary>The catalog that the assembly names.</summary>
    public IBenchmarkCatalog LoadCatalog()
    {
        var type = Load().GetCustomAttribute<BenchmarkCatalogAttribute>()!.CatalogType;
        return (IBenchmarkCatalog)Activator.CreateInstance(type)!;
    }
}
