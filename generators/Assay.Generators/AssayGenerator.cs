using System.Collections.Immutable;
using Assay.Generators.Caching;
using Assay.Generators.Collections;
using Assay.Generators.Emit;
using Assay.Generators.Emit.Frameworks;
using Assay.Generators.Identity;
using Assay.Generators.Models;
using Assay.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators;

/// <summary>Writes the other part of each <c>[Benchmark]</c> and <c>[Experiment]</c> class, the assembly's catalog, and one test per slice.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class AssayGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // The compiler asks for every class again after any edit, since any file may hold what a parser calls: the cache answers.
        var cache = new ReadingCache(MayBeRead, Read);
        var classes = context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is TypeDeclarationSyntax type && (PartDeclarations.MayBeRenamed(type) || MayBeRead(type)),
            (node, token) =>
            {
                var (declaration, compilation) = ((TypeDeclarationSyntax)node.Node, node.SemanticModel.Compilation);
                return MayBeRead(declaration) || PartDeclarations.MayBeWhole(declaration, cache.GlobalAliases(compilation))
                    ? cache.Get(declaration, compilation, token)
                    : ReadResult.Nothing;
            })
            .WithTrackingName(TrackingNames.Classes);
        var read = classes
            .Select(static (result, _) => result.Benchmark?.IsExperiment == true ? ReadResult.Nothing : result)
            .WithTrackingName(TrackingNames.Read);

        // A class that is refused stays in the pipeline as null: where a step's outputs vanish while its input stays, the
        // compiler's tables lose count of the outputs behind it in the run after (see the tests of incrementality).
        var benchmarks = read
            .Select(static (result, _) => result.Benchmark)
            .WithTrackingName(TrackingNames.Benchmarks);
        var readExperiments = classes
            .Select(static (result, _) => result.Benchmark?.IsExperiment == true ? result : ReadResult.Nothing)
            .WithTrackingName(TrackingNames.Read);
        var experiments = readExperiments
            .Select(static (result, _) => result.Benchmark)
            .WithTrackingName(TrackingNames.Benchmarks);
        var parts = classes
            .Select(static (result, _) => result.Part)
            .WithTrackingName(TrackingNames.Parts);
        var collisions = Types(benchmarks)
            .Combine(Types(parts))
            .Combine(Types(experiments))
            .Select(static (types, _) => FileNames.Collisions([.. types.Left.Left.AddRange(types.Left.Right).AddRange(types.Right).OfType<TypeModel>()]))
            .WithTrackingName(TrackingNames.Collisions);
        foreach (var models in new[] { parts, benchmarks, experiments })
            context.RegisterSourceOutput(models.Combine(collisions), AddBenchmark);

        var projectDirectory = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => ProjectFolder.Of(options.GlobalOptions))
            .WithTrackingName(TrackingNames.ProjectDirectory);
        foreach (var results in new[] { read, readExperiments })
        {
            var places = results
                .Select(static (result, _) => result.Places)
                .Combine(projectDirectory)
                .WithTrackingName(TrackingNames.Places);
            context.RegisterSourceOutput(places.Combine(collisions), static (output, pair) =>
            {
                if (pair.Left.Left is { } model)
                    output.AddSource(FileNames.For(model.Type, pair.Right, GeneratedFile.PlacesSuffix), PlacesEmitter.Emit(model, pair.Left.Right));
            });
        }

        var assembly = context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? "Assembly").WithTrackingName(TrackingNames.Assembly);
        var catalog = Entries(benchmarks)
            .Combine(Entries(experiments))
            .Combine(assembly)
            .WithTrackingName(TrackingNames.Catalog);
        context.RegisterSourceOutput(catalog, static (output, pair) =>
        {
            var ((benchmarks, experiments), assembly) = pair;
            if (benchmarks.Count + experiments.Count > 0)
                output.AddSource(CatalogEmitter.FileName, CatalogEmitter.Emit(benchmarks, experiments, assembly));
        });

        var framework = context.CompilationProvider
            .Select((compilation, _) => cache.Adapters(compilation, FrameworkReader.Adapters)).WithTrackingName(TrackingNames.Adapters)
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => FrameworkReader.Wanted(options)).WithTrackingName(TrackingNames.WantedFramework))
            .Select(static (pair, _) => new FrameworksModel(TestFrameworks.None, pair.Left, pair.Right).Chosen)
            .WithTrackingName(TrackingNames.Framework);
        var tests = benchmarks
            .Select(static (model, _) => model is { IsValid: true } ? TestsModel.Of(model) : null).WithTrackingName(TrackingNames.TestModels)
            .Combine(assembly)
            .Combine(framework)
            .WithTrackingName(TrackingNames.Tests);
        context.RegisterSourceOutput(tests.Combine(collisions), static (output, pair) =>
        {
            var ((model, assembly), framework) = pair.Left;
            if (model is not null && FrameworkEmitter.For(framework, assembly) is { } emitter)
                output.AddSource(FileNames.For(model.Type, pair.Right, FileNames.Slices + GeneratedFile.Suffix), emitter.Emit(model));
        });
        var fixture = catalog.Select(static (pair, _) => pair.Left.Left.Count > 0).WithTrackingName(TrackingNames.HasBenchmarks).Combine(framework).Combine(assembly).WithTrackingName(TrackingNames.Fixture);
        context.RegisterSourceOutput(fixture, static (output, pair) =>
        {
            var ((hasBenchmarks, framework), assembly) = pair;
            if (hasBenchmarks && FrameworkEmitter.For(framework, assembly)?.EmitFixture() is { } text)
                output.AddSource(FrameworkEmitter.FixtureFileName, text);
        });
    }

    private static IncrementalValueProvider<ImmutableArray<TypeModel?>> Types(IncrementalValuesProvider<BenchmarkModel?> models) => models
        .Select(static (model, _) => model?.Type).WithTrackingName(TrackingNames.Types)
        .Collect();

    private static IncrementalValueProvider<EquatableArray<CatalogEntry>> Entries(IncrementalValuesProvider<BenchmarkModel?> models) => models
        .Select(static (model, _) => model is { IsValid: true } ? new CatalogEntry(model.Id, model.Type.GlobalName, model.TypeCaveats) : null).WithTrackingName(TrackingNames.Entries)
        .Collect()
        .Select(static (entries, _) => entries.OfType<CatalogEntry>().OrderBy(static entry => entry.Id, StringComparer.Ordinal).ThenBy(static entry => entry.GlobalName, StringComparer.Ordinal).ToEquatable())
        .WithTrackingName(TrackingNames.AllEntries);

    private static bool MayBeRead(TypeDeclarationSyntax declaration) => PartDeclarations.MayBeWhole(declaration) || PartDeclarations.MayHavePrompts(declaration);

    private static ReadResult Read(TypeDeclarationSyntax declaration, CompiledCode code, CancellationToken cancellationToken)
    {
        if (code.ModelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellationToken) is not { } type)
            return ReadResult.Nothing;
        if (PartFinder.IsWhole(type))
        {
            return BenchmarkReader.IsReadAt(declaration, type)
                ? BenchmarkReader.Read(new ReadingContext(type, code.Compilation, new CodeDigest(code, cancellationToken), cancellationToken))
                : ReadResult.Nothing;
        }

        return HasFirstPrompt(declaration, type, cancellationToken)
            ? ReadResult.Nothing with { Part = PartReader.Read(new ReadingContext(type, code.Compilation, digest: null, cancellationToken, isPart: true)) }
            : ReadResult.Nothing;
    }

    /// <summary>Whether a class with prompts that is no benchmark is read here: once, where its first prompt stands.</summary>
    private static bool HasFirstPrompt(TypeDeclarationSyntax declaration, INamedTypeSymbol type, CancellationToken cancellationToken) =>
        BenchmarkMembers.InSourceOrder(type).FirstOrDefault(static member => member.GetAttributes().Any(static attribute => attribute.Is("PromptAttribute")))
            ?.DeclaringSyntaxReferences is [{ } first, ..]
        && first.GetSyntax(cancellationToken).Parent == declaration;

    private static void AddBenchmark(SourceProductionContext output, (BenchmarkModel? Model, EquatableArray<string> Collisions) pair)
    {
        if (pair.Model is { } model)
            output.AddSource(FileNames.For(model.Type, pair.Collisions, GeneratedFile.Suffix), BenchmarkEmitter.Emit(model));
    }
}
