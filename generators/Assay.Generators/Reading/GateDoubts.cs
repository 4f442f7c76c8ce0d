using System.Globalization;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reports gates that ask for more than items can show, as far as the attributes say how many there are.</summary>
internal static class GateDoubts
{
    /// <summary>Reports them; scores of right and wrong alone have a spread that is known beforehand.</summary>
    public static void Report(ReadingContext context, BenchmarkModel model, IReadOnlyList<Declaration> own)
    {
        foreach (var attribute in context.Attributes("GateAttribute").Where(attribute => context.PartAt(attribute.Place()) is { IsOwn: true }))
        {
            var effect = attribute.NamedNumber("MinEffect", double.NaN);
            if (effect is not (> 0 and <= 1) || attribute.FirstText() is not { } text)
                continue;
            var score = own.FirstOrDefault(declaration => declaration.Attribute.Is("ScoreAttribute") && (declaration.Id == text || declaration.Symbol.Name == text));
            if (score?.Symbol is not IMethodSymbol method || !IsTruth(method.ReturnType))
                continue;
            var alpha = attribute.NamedNumber("Alpha", 0.05);
            alpha = alpha is > 0 and < 0.5 ? alpha : 0.05;
            var needed = GatePower.ItemsFor(effect, alpha);
            foreach (var slice in model.Slices.Where(slice => slice.Scores.Count == 0 || slice.Scores.Contains(score.Id)))
            {
                var samples = slice.Samples ?? model.Samples;
                if (ItemsOf(slice.Query) is not { } items || (double)items * samples >= needed)
                    continue;
                var better = GatePower.EffectFor((double)items * samples, alpha);
                var place = attribute.PlaceOf("MinEffect");
                var shown = better?.ToString(CultureInfo.InvariantCulture) ?? "more than they can be";
                context.Report(
                    better is null ? null : Mend.Text(shown),
                    ScoreRules.TooFewItems,
                    place,
                    items,
                    slice.Id,
                    score.Id,
                    effect.ToString(CultureInfo.InvariantCulture),
                    GatePower.ChanceOf((double)items * samples, effect, alpha),
                    Math.Ceiling(needed / samples).ToString(CultureInfo.InvariantCulture),
                    shown);
                break;
            }
        }
    }

    /// <summary>The most items that a slice can have; null where only its data say.</summary>
    private static int? ItemsOf(QueryModel? query) => query?.Count ?? (query is { ItemIds.Count: > 0 } ? query.ItemIds.Count : null);

    private static bool IsTruth(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] }
        ? IsTruth(result)
        : type.SpecialType == SpecialType.System_Boolean;
}
