using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads an attributed class: the one reading that the generator emits from and the analyzer reports on.</summary>
internal static class BenchmarkReader
{
    public const string AttributeName = "Assay.BenchmarkAttribute";

    public const string ExperimentAttributeName = "Assay.ExperimentAttribute";

    private const string Benchmark = "BenchmarkAttribute";

    private const string Experiment = "ExperimentAttribute";

    /// <summary>The members that the generator adds to a class.</summary>
    public static IReadOnlyList<string> ReservedNames { get; } = ["CreateBenchmark", "CreateExperiment", "AssayPlaces"];

    public static ReadResult Read(ReadingContext context)
    {
        var type = context.Type;
        var attribute = AttributeOf(type);
        var isExperiment = attribute?.Is(Experiment) == true;
        var id = attribute?.FirstText();
        if (attribute is null || id is null || !CanBeExtended(context))
            return ReadResult.Nothing with { Part = RefusedPrompts.PartOf(context) };

        if (string.IsNullOrWhiteSpace(id))
            context.Report(Mend.Literal(attribute.PlaceOf(null), FreeId.Of(type.Name)), BenchmarkRules.EmptyId, attribute.PlaceOf(null), isExperiment ? "experiment" : "benchmark");
        IdForm.Check(context, attribute.PlaceOf(null), id, isExperiment ? "experiment id" : "benchmark id", IdForm.Marks);
        if (!isExperiment && type.GetAttributes().FirstOrDefault(static candidate => candidate.Is(Experiment)) is { } second)
            context.Report(Mend.Removal(MendNames.Attribute), ExperimentRules.Both, second.Place(), type.Name);
        var samples = attribute.NamedInteger("Samples", 1);
        if (samples < 1)
            context.Report(Mend.Text("1"), BenchmarkRules.TooFewSamples, attribute.PlaceOf("Samples"), samples);
        ReportReservedNames(context);

        var members = BenchmarkMembers.Of(context);
        var items = ItemReader.Read(context, members);
        var slices = SliceReader.Read(context, members, items, out var slicePlaces);
        var prompts = PromptReader.Read(context, members, items);
        var parses = ParseReader.Read(context, members, items, out var parsedTypes);
        var scores = ScoreReader.Read(context, members, items, parsedTypes);
        SampleReader.ReportTooFew(context, members, samples, slices, scores);
        var engines = EngineReader.Read(context, members, items);
        var tools = ToolReader.Read(context, members, items);
        UnusedReader.Report(context, members.Tools, slices, static slice => slice.Tools, ToolRules.Unused);
        var servers = ToolServerReader.Read(context, members);
        UnusedReader.Report(context, members.McpServers, slices, static slice => slice.McpServers, ToolRules.UnusedServer);
        var hooks = HookReader.Read(context, members, items);
        var judges = JudgeReader.Read(context, members, items);
        var models = ModelReader.Read(context, members);
        var inferences = InferenceReader.Read(context);
        var grid = GridReader.Read(context);
        var gates = GateReader.Read(context, members, scores);
        var limits = LimitReader.Read(context);
        ReportAbsences(context, members, models.Count, isExperiment);
        foreach (var gate in isExperiment ? type.GetAttributes().Where(static candidate => candidate.Is("GateAttribute") || candidate.Is("LimitAttribute")) : [])
            context.Report(Mend.Removal(MendNames.Attribute), ExperimentRules.NoGate, gate.Place(), type.Name);

        var model = new BenchmarkModel(TypeReader.Read(type), id, attribute.NamedText("Description"), samples, !context.HasErrors, items.Name, items.IdExpression)
        {
            IsExperiment = isExperiment,
            TypeCaveats = CaveatsReader.Of(type),
            Caveats = CaveatsReader.Of(context, members, items),
            Models = models,
            Inferences = inferences,
            Grid = grid,
            Slices = slices,
            Prompts = prompts,
            Parses = parses,
            Scores = scores,
            Engines = engines,
            Tools = tools,
            McpServers = servers,
            Hooks = hooks,
            Judges = judges,
            Gates = gates,
            Limits = limits,
        };
        return new ReadResult(model, model.IsValid ? PlacesOf(context, model, attribute, slicePlaces) : null);
    }

    /// <summary>The attribute that makes a class a benchmark, or else an experiment; null where it has neither.</summary>
    public static AttributeData? AttributeOf(INamedTypeSymbol type)
    {
        var attributes = type.GetAttributes();
        return attributes.FirstOrDefault(static candidate => candidate.Is(Benchmark)) ?? attributes.FirstOrDefault(static candidate => candidate.Is(Experiment));
    }

    /// <summary>Whether a declaration is where its class is read: the one with the attribute, and the first of those where several have it, which the compiler refuses.</summary>
    public static bool IsReadAt(SyntaxNode declaration, INamedTypeSymbol type) =>
        AttributeOf(type)?.ApplicationSyntaxReference is { } first
        && first.SyntaxTree == declaration.SyntaxTree
        && declaration.Span.Contains(first.Span);

    private static bool CanBeExtended(ReadingContext context)
    {
        var type = context.Type;
        var place = type.Locations[0];
        var rule = type.IsGenericType ? BenchmarkRules.Generic
            : type.IsFileLocal || !context.Compilation.IsSymbolAccessibleWithin(type, context.Compilation.Assembly) ? BenchmarkRules.Unreachable
            : !TypeReader.IsPartial(type) ? BenchmarkRules.NotPartial
            : null;
        if (rule is not null)
            context.Report(rule, place, type.Name);
        var closed = TypeReader.ContainersOf(type).Where(static container => !TypeReader.IsPartial(container)).ToList();
        foreach (var container in rule is null ? closed : [])
            context.Report(IncludeRules.ContainerNotPartial, container.Locations[0], container.Name);
        return rule is null && closed.Count == 0;
    }

    private static void ReportReservedNames(ReadingContext context)
    {
        foreach (var name in ReservedNames)
        {
            if (context.Type.Name == name)
                context.Report(BenchmarkRules.ReservedName, context.Type.Locations[0], name);
            foreach (var member in context.Type.GetMembers(name))
            {
                if (member.Locations is [{ SourceTree: { } tree } place, ..] && !GeneratedFile.IsOurs(tree))
                    context.Report(BenchmarkRules.ReservedName, place, name);
            }
        }
    }

    private static void ReportAbsences(ReadingContext context, BenchmarkMembers members, int models, bool isExperiment)
    {
        var place = context.Type.Locations[0];
        if (members.Slices.Count == 0)
            context.Report(BenchmarkRules.NoSlice, place, context.Type.Name);
        if (models == 0)
            context.Report(members.Engines is [var engine] ? new Mend(MendNames.Engine, engine.Id) : null, BenchmarkRules.NoModel, place, context.Type.Name);
        if (members.Scores.Count == 0 && !isExperiment)
            context.Report(BenchmarkRules.NoScore, place, context.Type.Name);
    }

    private static PlacesModel PlacesOf(ReadingContext context, BenchmarkModel model, AttributeData attribute, IReadOnlyList<Location> slicePlaces)
    {
        var tree = attribute.ApplicationSyntaxReference!.SyntaxTree;
        var place = context.Type.Locations.First(location => location.SourceTree == tree);
        var slices = model.Slices.Select((slice, i) => new SlicePlace(slice.Id, LineOf(context.PartAt(slicePlaces[i])?.Place ?? slicePlaces[i])));
        return new PlacesModel(model.Type, tree.FilePath, LineOf(place), slices.ToEquatable());
    }

    private static int LineOf(Location place) => place.GetLineSpan().StartLinePosition.Line + 1;
}
