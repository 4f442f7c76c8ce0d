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
            var gate = new GateForm(context, attribute).Read(score, scores.Any(candidate => candidate.IsOfSlice && candidate.Id == score.Split('/')[0]));
            ReportBaseline(context, attribute, gate);
            var key = gate.Baseline is null ? score : $"{score} against {gate.Baseline}";
            if (!places.TryGetValue(key, out var first))
                places.Add(key, place);
            else if (ReferenceEquals(context.PartAt(first), context.PartAt(place)))
                context.Report(Mend.Removal(MendNames.Attribute), ScoreRules.GateConflict, place, $"The score '{score}' has a gate{(gate.Baseline is null ? "" : $" against '{gate.Baseline}'")} already; keep one of them");
            else
                context.ReportDuplicate(null, ScoreRules.GateConflict, "gate of", score, first, place);
            gates.Add(gate);
        }

        return gates.ToEquatable();
    }

    private static void ReportBaseline(ReadingContext context, AttributeData attribute, GateModel gate)
    {
        if (gate.Baseline is not { } baseline || context.IsPart)
            return;
        var models = LimitReader.ModelIds(context);
        if (!models.Contains(baseline))
            context.Report(Mend.Literal(attribute.PlaceOf("Baseline"), Suggestion.Closest(baseline, models)), ScoreRules.UnknownGateModel, attribute.PlaceOf("Baseline"), baseline, Suggestion.For(baseline, models));
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
}
