using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reports what is probably a mistake in a class that has no error. What comes from a class that is taken in is left alone.</summary>
internal static class Doubts
{
    /// <summary>Reports them.</summary>
    /// <param name="context">The class, read before.</param>
    /// <param name="model">What was read.</param>
    public static void Report(ReadingContext context, BenchmarkModel model)
    {
        var members = BenchmarkMembers.Of(context);
        var own = members.Parses.Concat(members.Scores).Concat(members.Engines).Where(declaration => context.PartAt(declaration.NamePlace) is { IsOwn: true }).ToList();
        ReportParses(context, model, own);
        ReportIgnored(context, model, own);
        ReportChance(context, model);
        GateDoubts.Report(context, model, own);
        foreach (var method in own.Select(static declaration => declaration.Symbol).OfType<IMethodSymbol>().Distinct<IMethodSymbol>(SymbolEqualityComparer.Default))
            BlockingCalls.Report(context, method);
    }

    private static void ReportParses(ReadingContext context, BenchmarkModel model, List<Declaration> own)
    {
        var read = new HashSet<string?>(model.Scores.Select(static score => score.Parse).Concat(model.Parses.SelectMany(static parse => parse.Fallbacks).Select(static step => step.Key)));
        foreach (var declaration in own.Where(declaration => declaration.Attribute.Is("ParseAttribute") && !read.Contains(declaration.Id)))
            context.Report(ParseRules.Unread, declaration.IdPlace, declaration.Id);
    }

    private static void ReportIgnored(ReadingContext context, BenchmarkModel model, List<Declaration> own)
    {
        foreach (var score in model.Scores.Where(static score => score is { Parse: not null, IsOfSlice: false } && !ReadsParsed(score.Call.Expression)))
        {
            var method = own.Find(declaration => declaration.Id == score.Id && declaration.Attribute.Is("ScoreAttribute"))?.Symbol;
            if (method is not null)
                context.Report(ScoreRules.IgnoresParse, method.Locations[0], method.Name, score.Parse, "parsed value");
        }
    }

    /// <summary>Whether a call is given the parsed value, or all that a metric reads.</summary>
    private static bool ReadsParsed(string call) => call.Contains("context.Parsed") || call.Contains("context,") || call.Contains("context)");

    /// <summary>One sample at a temperature above 0 without a seed gives other answers the next time.</summary>
    private static void ReportChance(ReadingContext context, BenchmarkModel model)
    {
        var tolerant = new HashSet<string>(model.Gates.Where(static gate => gate.Policy != "Exact").SelectMany(static gate => new[] { gate.Score, gate.Score.Split('/')[0] }), StringComparer.Ordinal);
        var held = model.Slices
            .Where(slice => (slice.Samples ?? model.Samples) == 1)
            .SelectMany(slice => model.Scores.Where(score => slice.Scores.Count == 0 || slice.Scores.Contains(score.Id)).Select(score => (Score: score.Id, Slice: slice.Id)))
            .FirstOrDefault(pair => !tolerant.Contains(pair.Score));
        if (held.Score is null)
            return;
        foreach (var attribute in context.Attributes("InferenceAttribute").Concat(context.Attributes("InferenceGridAttribute")))
        {
            if (IsChance(attribute) && context.PartAt(attribute.Place()) is { IsOwn: true })
                context.Report(ScoreRules.HeldToChance, attribute.PlaceOf("Temperature"), held.Score, held.Slice);
        }
    }

    private static bool IsChance(AttributeData attribute) =>
        !attribute.Has("Seed") && (attribute.Written<double>("Temperature") > 0 || attribute.Values("Temperature").Any(static value => value is double and > 0));
}
