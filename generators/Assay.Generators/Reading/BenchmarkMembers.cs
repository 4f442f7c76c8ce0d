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

        return members;
    }

    private void Add(ReadingContext context, ISymbol member, AttributeData attribute)
    {
        var (list, kind, duplicate) = attribute switch
        {
            _ when attribute.Is("SliceAttribute") => (Slices, "slice", SliceRules.Duplicate),
            _ when attribute.Is("PromptAttribute") => (Prompts, "prompt", PromptRules.Duplicate),
            _ when attribute.Is("ParseAttribute") => (Parses, "parse", ParseRules.Duplicate),
            _ when attribute.Is("ScoreAttribute") => (Scores, "score", ScoreRules.Duplicate),
            _ when attribute.Is("EngineAttribute") => (Engines, "engine", EngineRules.Duplicate),
            _ => (null, "", null),
        };
        if (list is null || duplicate is null || attribute.FirstText() is not { } id)
            return;

        var declaration = new Declaration(member, attribute, id, attribute.PlaceOf(null));
        if (string.IsNullOrWhiteSpace(id))
            context.Report(BenchmarkRules.EmptyId, declaration.IdPlace, kind);
        else if (list.Exists(other => other.Id == id))
            context.Report(duplicate, declaration.IdPlace, id);
        if (!member.IsStatic)
            context.Report(BenchmarkRules.NotStatic, declaration.NamePlace, member.Name);
        list.Add(declaration);
    }
}
