using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads <c>[Limit]</c>s.</summary>
internal static class LimitReader
{
    private static readonly string[] Measures = ["LatencyP95", "CostPerItem"];

    public static EquatableArray<LimitModel> Read(ReadingContext context)
    {
        var limits = new List<LimitModel>();
        var models = ModelIds(context);
        foreach (var attribute in context.Attributes("LimitAttribute"))
        {
            if (attribute.ConstructorArguments.Length < 2 || attribute.ConstructorArguments[0].Value is not int measure || attribute.ConstructorArguments[1].Value is not double most)
                continue;
            if (measure < 0 || measure >= Measures.Length)
                continue;
            var model = attribute.NamedText("Model");
            var limit = new LimitModel(Measures[measure], most, model);
            if (!(most > 0) || double.IsInfinity(most))
                context.Report(ScoreRules.LimitConflict, attribute.PlaceOf(null), "The ceiling must be a finite number above 0");
            if (model is not null && !context.IsPart && !models.Contains(model))
                context.Report(Mend.Literal(attribute.PlaceOf("Model"), Suggestion.Closest(model, models)), ScoreRules.UnknownGateModel, attribute.PlaceOf("Model"), model, Suggestion.For(model, models));
            if (limits.Exists(other => other.Measure == limit.Measure && other.Model == limit.Model))
                context.Report(Mend.Removal(MendNames.Attribute), ScoreRules.LimitConflict, attribute.Place(), $"{limit.Measure}{(model is null ? "" : $" of '{model}'")} has a limit already; keep one of them");
            limits.Add(limit);
        }

        return limits.ToEquatable();
    }

    /// <summary>The ids of the models that a class declares or takes in.</summary>
    public static List<string> ModelIds(ReadingContext context) =>
        context.Attributes("ModelAttribute").Select(static attribute => attribute.FirstText()).OfType<string>().ToList();
}
