using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads <c>[Gate]</c>s.</summary>
internal static class GateReader
{
    public static EquatableArray<GateModel> Read(ReadingContext context, BenchmarkMembers members, EquatableArray<ScoreModel> scores)
    {
        var gates = new List<GateModel>();
        var places = new Dictionary<string, Location>(StringComparer.Ordinal);
        foreach (var attribute in context.Attributes("GateAttribute"))
        {
            if (attribute.FirstText() is not { } text)
                continue;
            var known = members.Scores.Select(static candidate => candidate.Id);
            var place = attribute.PlaceOf(null);
            var score = context.IdOf(text, place, members.Scores);
            if (!context.IsPart && !known.Contains(score, StringComparer.Ordinal))
                context.Report(Mend.Literal(place, Suggestion.Closest(score, known)), ScoreRules.UnknownGateScore, place, score, Suggestion.For(score, known));
            if (MetricOf(context, attribute, score, scores) is { } metric)
                score = metric;
            if (!places.TryGetValue(score, out var first))
                places.Add(score, place);
            else if (ReferenceEquals(context.PartAt(first), context.PartAt(place)))
                context.Report(Mend.Removal(MendNames.Attribute), ScoreRules.GateConflict, place, $"The score '{score}' has a gate already; keep one of them");
            else
                context.ReportDuplicate(null, ScoreRules.GateConflict, "gate of", score, first, place);
            gates.Add(Read(context, attribute, score));
        }

        return gates.ToEquatable();
    }

    /// <summary>The metric of a score that a gate names, as specs do; null where it names none.</summary>
    private static string? MetricOf(ReadingContext context, AttributeData attribute, string score, EquatableArray<ScoreModel> scores)
    {
        if (attribute.NamedText("Metric") is not { } text)
            return null;
        var prefix = $"{score}/";
        if (scores.FirstOrDefault(candidate => candidate.Id == score) is not { } guarded)
            return prefix + text;
        var names = guarded.Metrics.Select(metric => metric.Id.Substring(prefix.Length)).ToList();
        var name = names.Contains(text) ? text : FreeId.Of(text);
        var place = attribute.PlaceOf("Metric");
        if (names.Count == 0)
            context.Report(ScoreRules.UnknownGateMetric, place, score, text, ": its value is all that there is to guard; remove Metric");
        else if (!names.Contains(name))
            context.Report(Mend.Literal(place, Suggestion.Closest(text, names)), ScoreRules.UnknownGateMetric, place, score, text, Suggestion.For(text, names));
        return prefix + name;
    }

    private static GateModel Read(ReadingContext context, AttributeData attribute, string score)
    {
        var absolute = attribute.NamedNumber("Tolerance", double.NaN);
        var relative = attribute.NamedNumber("RelativeTolerance", double.NaN);
        if (!double.IsNaN(absolute) && !double.IsNaN(relative))
            context.Report(Mend.Removal(MendNames.Argument), ScoreRules.GateConflict, attribute.PlaceOf("RelativeTolerance"), "Set Tolerance or RelativeTolerance, not both");
        foreach (var (name, tolerance) in new[] { ("Tolerance", absolute), ("RelativeTolerance", relative) })
        {
            if (tolerance < 0 || double.IsInfinity(tolerance))
                context.Report(ScoreRules.GateConflict, attribute.PlaceOf(name), $"{name} must be a finite number, at least 0");
        }

        return !double.IsNaN(absolute) ? new GateModel(score, "Absolute", absolute)
            : !double.IsNaN(relative) ? new GateModel(score, "Relative", relative)
            : new GateModel(score, "Exact", 0);
    }
}
