using Assay.Generators.Caching;
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

        // A class that is refused stays in the pipeline as null: where a step's outputs vanish while its input stays, the
        // compiler's tables lose count of the outputs behind it in the run after (see the tests of incrementality).
        // Steps hand on references alone: the compiler's tables are compiled anew for each struct.
        var models = classes.Select(static (result, _) => result.Benchmark ?? result.Part).WithTrackingName(TrackingNames.Models);
        var places = classes.Select(static (result, _) => result.Places).WithTrackingName(TrackingNames.Places);
        var project = context.CompilationProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select((pair, _) => FrameworkReader.ProjectOf(pair.Left, cache.Adapters(pair.Left, FrameworkReader.Adapters), pair.Right))
            .WithTrackingName(TrackingNames.Project);
        var naming = models
            .Select(static (model, _) => model?.Type).WithTrackingName(TrackingNames.Types)
            .Collect()
            .Combine(project)
            .Select(static (pair, _) => new FileNaming(FileNames.Collisions([.. pair.Left.OfType<TypeModel>()]), pair.Right.Directory))
            .WithTrackingName(TrackingNames.Naming);
        context.RegisterSourceOutput(models.Combine(naming), static (output, pair) =>
        {
            if (pair.Left is { } model)
                output.AddSource(FileNames.For(model.Type, pair.Right, GeneratedFile.Suffix), BenchmarkEmitter.Emit(model));
        });
        context.RegisterSourceOutput(places.Combine(naming), static (output, pair) =>
        {
            if (pair.Left is { } model)
                output.AddSource(FileNames.For(model.Type, pair.Right, GeneratedFile.PlacesSuffix), PlacesEmitter.Emit(model, pair.Right.Directory));
        });

        var catalog = classes
            .Select(static (result, _) => result.Benchmark is { IsValid: true } model ? new CatalogEntry(model.Id, model.Type.GlobalName, model.TypeCaveats, model.IsExperiment) : null).WithTrackingName(TrackingNames.Entries)
            .Collect()
            .Combine(project)
            .Select(static (pair, _) => CatalogModel.Of(pair.Right.Assembly, pair.Left))
            .WithTrackingName(TrackingNames.Catalog);
        context.RegisterSourceOutput(catalog, static (output, catalog) =>
        {
            if (catalog.Benchmarks.Count + catalog.Experiments.Count > 0)
                output.AddSource(CatalogEmitter.FileName, CatalogEmitter.Emit(catalog));
        });

        var tests = classes
            .Select(static (result, _) => result.Benchmark is { IsValid: true, IsExperiment: false } model ? TestsModel.Of(model) : null)
            .WithTrackingName(TrackingNames.Tests);
        var setting = naming
            .Combine(project)
            .Select(static (pair, _) => new TestSetting(pair.Right.Assembly, pair.Right.Framework, pair.Left))
            .WithTrackingName(TrackingNames.TestSetting);
        context.RegisterSourceOutput(tests.Combine(setting), static (output, pair) =>
        {
            var (model, setting) = pair;
            if (model is not null && FrameworkEmitter.For(setting.Framework, setting.Assembly) is { } emitter)
                output.AddSource(FileNames.For(model.Type, setting.Naming, FileNames.Slices + GeneratedFile.Suffix), emitter.Emit(model));
        });
        var fixture = catalog
            .Combine(project)
            .Select(static (pair, _) => pair.Left.Benchmarks.Count > 0 ? pair.Right : null)
            .WithTrackingName(TrackingNames.Fixture);
        context.RegisterSourceOutput(fixture, static (output, project) =>
        {
            if (project is not null && FrameworkEmitter.For(project.Framework, project.Assembly)?.EmitFixture() is { } text)
                output.AddSource(FrameworkEmitter.FixtureFileName, text);
        });
    }

    private static bool MayBeRead(TypeDeclarationSyntax declaration) => PartDeclarations.MayBeWhole(declaration) || PartDeclarations.MayHavePrompts(declaration);

    private static ReadResult Read(TypeDeclarationSyntax declaration, CompiledProject project, CancellationToken cancellationToken)
    {
        if (project.Code.ModelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellationToken) is not { } type)
            return ReadResult.Nothing;
        if (PartFinder.IsWhole(type))
        {
            return BenchmarkReader.IsReadAt(declaration, type)
                ? BenchmarkReader.Read(new ReadingContext(type, project.Known, new CodeDigest(project.Code, cancellationToken), cancellationToken))
                : ReadResult.Nothing;
        }

        return HasFirstPrompt(declaration, type, cancellationToken)
            ? ReadResult.Nothing with { Part = PartReader.Read(new ReadingContext(type, project.Known, digest: null, cancellationToken, isPart: true)) }
            : ReadResult.Nothing;
    }

    /// <summary>Whether a class with prompts that is no benchmark is read here: once, where its first prompt stands.</summary>
    private static bool HasFirstPrompt(TypeDeclarationSyntax declaration, INamedTypeSymbol type, CancellationToken cancellationToken) =>
        BenchmarkMembers.InSourceOrder(type).FirstOrDefault(static member => member.GetAttributes().Any(static attribute => attribute.Is("PromptAttribute")))
            ?.DeclaringSyntaxReferences is [{ } first, ..]
        && first.GetSyntax(cancellationToken).Parent == declaration;
}
