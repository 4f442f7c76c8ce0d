using System.Globalization;
using System.Text;
using Assay.Specs;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>One comparison in words.</summary>
internal static class ComparisonText
{
    /// <summary>Which score of what, the means, and how many items changed.</summary>
    public static string Summary(ScoreComparison comparison)
    {
        var place = $"{RowText.Escape(comparison.Score)} of {comparison.Variant}{(comparison.Gate.Baseline is { } baseline ? $" against {RowText.Escape(baseline)}" : "")}";
        var change = $"{Figure.Mean(comparison.MeanBefore)} → {Figure.Mean(comparison.MeanAfter)} ({Figure.Change(comparison.Difference)})";
        return comparison.IsOfSlice
            ? $"{place}: {change} over the whole slice."
            : string.Create(CultureInfo.InvariantCulture, $"{place}: mean {change}, {comparison.Worse.Count} of {Figure.Count(comparison.Items, "item")} worse, {comparison.Better.Count} better.");
    }

    /// <summary>What the gate allows.</summary>
    public static string Policy(GateSpec gate, bool isOfSlice)
    {
        var subject = isOfSlice ? "it" : "the mean";
        var text = new StringBuilder(gate.Policy switch
        {
            GatePolicy.Absolute => $"absolute, {subject} may get worse by {Figure.Exact(gate.Tolerance)}",
            GatePolicy.Relative => $"relative, {subject} may get worse by {Figure.Exact(gate.Tolerance)} of its {(gate.Baseline is null ? "verified" : "baseline")} value",
            GatePolicy.Significance => $"significance, the mean may get worse by {Figure.Exact(gate.MinEffect)}, or by what may be chance at alpha {Figure.Exact(gate.Alpha)}",
            GatePolicy.NonInferiority => $"non-inferiority, the mean must be shown to be worse by less than {Figure.Exact(gate.Margin)} at alpha {Figure.Exact(gate.Alpha)}",
            GatePolicy.Limits => "limits",
            _ => isOfSlice ? "exact, it may not get worse" : "exact, no item may get worse",
        });
        if (gate.AtLeast is { } floor)
            text.Append(", at least ").Append(Figure.Exact(floor));
        if (gate.AtMost is { } ceiling)
            text.Append(", at most ").Append(Figure.Exact(ceiling));
        if (gate.ErrorRate > 0)
            text.Append(", errors up to ").Append(Figure.Percent(gate.ErrorRate));
        return text.ToString();
    }

    /// <summary>What the test found; null where there was none.</summary>
    public static string? Evidence(ScoreComparison comparison)
    {
        if (comparison.PValue is null && comparison.Interval is null)
            return null;
        var parts = new List<string>();
        if (comparison.PValue is { } p)
            parts.Add($"{comparison.Method}: p = {P(p)}{(comparison.AdjustedPValue is { } adjusted && adjusted != p ? $", {P(adjusted)} by Holm" : "")}");
        if (comparison.Interval is { } interval)
            parts.Add($"{Figure.Percent(interval.Level)} interval of the change {Figure.Change(interval.Lower)} to {Figure.Change(interval.Upper)}");
        if (comparison.Clusters is { } clusters)
            parts.Add(Figure.Count(clusters, "cluster"));
        return string.Join("; ", parts);
    }

    /// <summary>A limit that is exceeded, or cannot be held.</summary>
    public static string Limit(LimitFinding finding)
    {
        var (name, unit) = finding.Limit.Measure == LimitMeasure.LatencyP95 ? ("p95 latency", " s") : ("cost per item", "");
        return finding.Value is { } value
            ? $"{name} of {finding.Variant}: {Figure.Mean(value)}{unit}, limit {Figure.Exact(finding.Limit.AtMost)}{unit}"
            : $"{name} of {finding.Variant} is not known, and has a limit of {Figure.Exact(finding.Limit.AtMost)}{unit}";
    }

    private static string P(double p) => p < 0.0001 ? "< 0.0001" : p.ToString("0.####", CultureInfo.InvariantCulture);
}
