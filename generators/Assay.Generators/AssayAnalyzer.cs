using System.Collections.Concurrent;
using System.Collections.Immutable;
using Assay.Generators.Diagnostics;
using Assay.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Assay.Generators;

/// <summary>
/// Reports what is wrong with <c>[Benchmark]</c> and <c>[Experiment]</c> classes. An analyzer rather than the generator does it, so that places
/// never enter the generator's models and every rule obeys <c>.editorconfig</c> and <c>#pragma</c>.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AssayAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = AllRules.List;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(BenchmarkReader.AttributeName) is null)
                return;
            var ids = new ConcurrentBag<BenchmarkId>();
            var known = new KnownTypes(start.Compilation);
            start.RegisterSymbolAction(symbol => AnalyzeType(symbol, known, ids), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => ReportDuplicates(end, ids));
            start.RegisterCompilationEndAction(end => FrameworkAnalysis.Report(end, ids.Select(static id => id.Place)));
            DataFileAnalysis.Register(start);
        });
    }

    private static void AnalyzeType(SymbolAnalysisContext context, KnownTypes known, ConcurrentBag<BenchmarkId> ids)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (BenchmarkReader.AttributeOf(type) is not { } attribute)
        {
            AnalyzePart(context, type, known);
            return;
        }

        if (attribute.FirstText() is { } id)
            ids.Add(new BenchmarkId(id, type.Name, type.ToDisplayString(), attribute.PlaceOf(null)));
        var reading = new ReadingContext(type, known, digest: null, context.CancellationToken);
        if (BenchmarkReader.Read(reading).Benchmark is { IsValid: true } model)
            Doubts.Report(reading, model);
        foreach (var diagnostic in reading.Diagnostics)
            context.ReportDiagnostic(diagnostic);
    }

    private static void AnalyzePart(SymbolAnalysisContext context, INamedTypeSymbol type, KnownTypes known)
    {
        if (!PartDeclarations.MayHave(type, context.CancellationToken) || !PartDeclarations.Any(type))
            return;
        var reading = new ReadingContext(type, known, digest: null, context.CancellationToken, isPart: true);
        PartReader.Read(reading);
        foreach (var diagnostic in reading.Diagnostics)
            context.ReportDiagnostic(diagnostic);
    }

    private static void ReportDuplicates(CompilationAnalysisContext context, ConcurrentBag<BenchmarkId> ids)
    {
        var taken = new HashSet<string>(ids.Select(static id => id.Id), StringComparer.Ordinal);
        foreach (var group in ids.GroupBy(static id => id.Id, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            var ordered = group
                .OrderBy(static id => id.Place.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(static id => id.Place.SourceSpan.Start)
                .ToList();
            foreach (var duplicate in ordered.Skip(1))
            {
                var mend = Mend.Literal(duplicate.Place, FreeId.For(duplicate.Id, duplicate.Name, taken));
                context.ReportDiagnostic(Diagnostic.Create(BenchmarkRules.DuplicateBenchmark, duplicate.Place, mend?.Properties, duplicate.Id, ordered[0].Type));
            }
        }
    }

    private sealed record BenchmarkId(string Id, string Name, string Type, Location Place);
}
