using Assay.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>A class's attributed members by what they declare, in source order; the same id twice is reported and kept once.</summary>
internal sealed class BenchmarkMembers
{
    public List<Declaration> Slices { get; } = [];

    public List<Declaration> Prompts { get; } = [];

    public List<Declaration> Parses { get; } = [];

    public List<Declaration> Scores { get; } = [];

    public List<Declaration> Engines { get; } = [];

    public static BenchmarkMembers Of(ReadingContext context)
    {
        var members = new BenchmarkMembers();
        var ordered = context.Type.GetMembers()
            .Where(static member => member is IMethodSymbol or IPropertySymbol && member.Locations is [{ IsInSource: true }, ..])
            .OrderBy(static member => member.Locations[0].SourceTree!.FilePath, StringComparer.Ordinal)
            .ThenBy(static member => member.Locations[0].SourceSpan.Start);
        foreach (var member in ordered)
        {
            foreach (var attribute in member.GetAttributes())
                members.Add(context, member, attribute);
        }

        ReportIds(context, members.Slices, "slice", SliceRules.Duplicate);
        ReportIds(context, members.Prompts, "prompt", PromptRules.Duplicate);
        ReportIds(context, members.Parses, "parse", ParseRules.Duplicate);
        ReportIds(context, members.Scores, "score", ScoreRules.Duplicate);
        ReportIds(context, members.Engines, "engine", EngineRules.Duplicate);
        return members;
    }

    private static void ReportIds(ReadingContext context, List<Declaration> declarations, string kind, DiagnosticDescriptor duplicate)
    {
        var taken = new HashSet<string>(declarations.Select(static declaration => declaration.Id), StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var declaration in declarations)
        {
            var (id, place) = (declaration.Id, declaration.IdPlace);
            var isEmpty = string.IsNullOrWhiteSpace(id);
            if (!isEmpty && seen.Add(id))
                continue;
            var mend = Mend.Literal(place, FreeId.For(isEmpty ? kind : id, declaration.Symbol.Name, taken));
            if (isEmpty)
                context.Report(mend, BenchmarkRules.EmptyId, place, kind);
            else
                context.Report(mend, duplicate, place, id);
        }
    }

    private void Add(ReadingContext context, ISymbol member, AttributeData attribute)
    {
        var list = attribute switch
        {
            _ when attribute.Is("SliceAttribute") => Slices,
            _ when attribute.Is("PromptAttribute") => Prompts,
            _ when attribute.Is("ParseAttribute") => Parses,
            _ when attribute.Is("ScoreAttribute") => Scores,
            _ when attribute.Is("EngineAttribute") => Engines,
            _ => null,
        };
        if (list is null || attribute.FirstText() is not { } id)
            return;

        var declaration = new Declaration(member, attribute, id, attribute.PlaceOf(null));
        if (!member.IsStatic)
            context.Report(BenchmarkRules.NotStatic, declaration.NamePlace, member.Name);
        list.Add(declaration);
    }
}
