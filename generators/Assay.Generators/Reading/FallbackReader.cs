using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads the parses that are tried where another finds nothing.</summary>
internal static class FallbackReader
{
    private const string Name = "Fallbacks";

    /// <summary>Their ids with their versions, in order.</summary>
    public static EquatableArray<PairModel> Read(ReadingContext context, BenchmarkMembers members, ParseModel parse, IReadOnlyList<ParseModel> parses, IReadOnlyDictionary<string, ITypeSymbol?> types)
    {
        var declaration = members.Parses.First(declaration => declaration.Id == parse.Id);
        var steps = new List<PairModel>();
        var last = parse;
        foreach (var (text, place) in declaration.Attribute.NamedTexts(Name))
        {
            var id = context.IdOf(text, place, members.Parses);
            if (last is { IsParsed: false })
                context.Report(ParseRules.NeverFallsBack, place, last.Id, types[last.Id]?.ToShort(), id);
            last = parses.FirstOrDefault(other => other.Id == id);
            if (types.ContainsKey(id))
                Check(context, members, parse, id, place, steps, types);
            else if (!context.IsPart)
                context.Report(Mend.Literal(place, Suggestion.Closest(id, types.Keys)), ParseRules.UnknownFallback, place, id, Suggestion.For(id, types.Keys.Where(other => other != parse.Id)));
            steps.Add(new PairModel(id, last?.Version ?? ""));
        }

        return steps.ToEquatable();
    }

    private static void Check(ReadingContext context, BenchmarkMembers members, ParseModel parse, string id, Location place, List<PairModel> steps, IReadOnlyDictionary<string, ITypeSymbol?> types)
    {
        var (own, other) = (types[parse.Id], types[id]);
        if (id == parse.Id)
            context.Report(Mend.Removal(MendNames.Element), ParseRules.FallbackCircle, place, $"'{id}' falls back on itself; remove it");
        else if (steps.Exists(step => step.Key == id))
            context.Report(Mend.Removal(MendNames.Element), ParseRules.FallbackCircle, place, $"'{id}' is named twice; remove one");
        else if (members.Parses.First(declaration => declaration.Id == id).Attribute.NamedTexts(Name).Count > 0)
            context.Report(ParseRules.FallbackCircle, place, $"'{id}' has fallbacks of its own, which are not tried here; name each step in the Fallbacks of '{parse.Id}', and give '{id}' none");
        else if (own is not null && other is not null && !KnownTypes.Same(own, other))
            context.Report(ParseRules.FallbackType, place, parse.Id, own.ToShort(), id, other.ToShort());
    }
}
