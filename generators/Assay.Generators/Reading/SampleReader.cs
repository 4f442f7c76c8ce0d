using System.Globalization;
using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads how many samples a slice takes, and how a score reduces them.</summary>
internal static class SampleReader
{
    private const string PassAt = "pass@";

    private static readonly string[] Reductions = ["mean", "max", "majority"];

    /// <summary>A slice's own number of samples; null where it has none.</summary>
    public static int? Read(ReadingContext context, AttributeData attribute)
    {
        var samples = attribute.Written<int>("Samples");
        if (samples < 1)
            context.Report(Mend.Text("1"), BenchmarkRules.TooFewSamples, attribute.PlaceOf("Samples"), samples);
        return samples;
    }

    /// <summary>A score's reduction; null for the mean.</summary>
    public static string? Reduction(ReadingContext context, AttributeData attribute)
    {
        var reduction = attribute.NamedText("Reduction");
        if (reduction is null || LeastOf(reduction) is not null)
            return reduction;
        var place = attribute.PlaceOf("Reduction");
        context.Report(Mend.Literal(place, Suggestion.Closest(reduction, Reductions)), ScoreRules.UnknownReduction, place, reduction);
        return null;
    }

    /// <summary>Reports scores whose reduction needs more samples than a slice takes.</summary>
    public static void ReportTooFew(ReadingContext context, BenchmarkMembers members, int samples, EquatableArray<SliceModel> slices, EquatableArray<ScoreModel> scores)
    {
        foreach (var score in scores)
        {
            var least = score.Reduction is null ? 1 : LeastOf(score.Reduction) ?? 1;
            var slice = slices.FirstOrDefault(slice => (slice.Scores.Count == 0 || slice.Scores.Contains(score.Id)) && (slice.Samples ?? samples) < least);
            if (least > 1 && slice is not null)
                context.Report(ScoreRules.TooFewForReduction, members.Scores.First(declaration => declaration.Id == score.Id).Attribute.PlaceOf("Reduction"), score.Reduction, least, slice.Id, slice.Samples ?? samples);
        }
    }

    /// <summary>The fewest samples that a reduction takes; null where it is none.</summary>
    private static int? LeastOf(string reduction) =>
        Reductions.Contains(reduction) ? 1
        : reduction.StartsWith(PassAt, StringComparison.Ordinal) && int.TryParse(reduction.Substring(PassAt.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var k) && k > 0 ? k
        : null;
}
