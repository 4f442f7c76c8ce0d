using System.Globalization;
using System.Text;
using Assay.Results;
using Assay.Specs;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>Tells a person what a verdict rests on and what to do about it.</summary>
internal sealed class FailureText(SnapshotRequest request, SnapshotPaths verified, SnapshotPaths received)
{
    /// <summary>One line that names the slice and the gravest finding.</summary>
    public static string Headline(string benchmark, SliceVerdict verdict)
    {
        var place = $"{RowText.Escape(benchmark)} / {RowText.Escape(verdict.Slice)}";
        var worst = verdict.Comparisons.FirstOrDefault(comparison => comparison.Verdict == verdict.Verdict);
        var limit = verdict.Limits.FirstOrDefault(static limit => limit.Fails);
        return verdict.Verdict switch
        {
            Verdict.Regressed => $"{place}: regressed. {(worst is null ? ComparisonText.Limit(limit!) + "." : ComparisonText.Summary(worst))}",
            Verdict.Inconclusive => $"{place}: inconclusive. {ComparisonText.Summary(worst!)}",
            Verdict.Incomparable => $"{place}: not comparable with its verified scores. {verdict.Changes[0]}.",
            Verdict.New => $"{place}: new, it has no verified scores yet.",
            Verdict.Improved => $"{place}: improved.",
            _ => $"{place}: passed.",
        };
    }

    /// <summary>The message; empty when the scores are the verified ones.</summary>
    /// <param name="benchmark">The benchmark's id.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="before">The verified section of the table; empty when there is none.</param>
    /// <param name="after">The section of this run.</param>
    /// <param name="differs">Whether the slice's scores or table differ from the verified ones.</param>
    /// <param name="cutOf">What was said of an item that got worse in a row; null, also of an item, for nothing to show.</param>
    public string Of(string benchmark, SliceVerdict verdict, string before, string after, bool differs, Func<ScoreComparison, ItemChange, OutputCut?>? cutOf = null)
    {
        if (!differs && verdict.Action == GateAction.Pass && verdict.Verdict == Verdict.Passed)
            return "";
        var text = new StringBuilder(Headline(benchmark, verdict)).Append('\n');
        if (verdict.Verdict == Verdict.New)
            text.Append('\n').Append(after).Append('\n');
        AppendLimits(text, verdict);
        AppendFindings(text, verdict, Verdict.Regressed, "row that regressed", "rows that regressed", cutOf);
        AppendFindings(text, verdict, Verdict.Inconclusive, "inconclusive row", "inconclusive rows", null);
        AppendChanges(text, verdict);
        AppendImprovements(text, verdict, "\nImproved; accept to make this the baseline:\n", static comparison => comparison.Gate.Baseline is null);
        AppendImprovements(text, verdict, "\nBetter than the model it is held against:\n", static comparison => comparison.Gate.Baseline is not null);
        AppendNotes(text, verdict);
        if (verdict.Verdict == Verdict.Passed)
            text.Append("The scores differ from the verified ones by no more than the gates allow; accepting moves the baseline.\n");
        if (verdict.Verdict != Verdict.New && TableDiff.Of(before, after) is { Length: > 0 } diff)
            text.Append('\n').Append(diff);
        if (differs || request.Accept)
            AppendFiles(text);
        else
            text.Append("\nThe scores are the verified ones in ").Append(Relative(verified.Items)).Append(": there is nothing to accept.\n");
        return text.ToString();
    }

    private static void AppendLimits(StringBuilder text, SliceVerdict verdict)
    {
        foreach (var limit in verdict.Limits.Where(static limit => limit.Fails).Take(ShownOutputs.MostRows))
            text.Append('\n').Append(ComparisonText.Limit(limit)).Append('\n');
    }

    private static void AppendFindings(StringBuilder text, SliceVerdict verdict, Verdict kind, string one, string many, Func<ScoreComparison, ItemChange, OutputCut?>? cutOf)
    {
        var found = verdict.Comparisons.Where(comparison => comparison.Verdict == kind).ToList();
        foreach (var comparison in found.Take(ShownOutputs.MostRows))
        {
            text.Append('\n').Append(ComparisonText.Summary(comparison)).Append('\n');
            text.Append("  gate: ").Append(ComparisonText.Policy(comparison.Gate, comparison.IsOfSlice)).Append('\n');
            AppendWhy(text, comparison);
            if (!comparison.IsOfSlice && kind == Verdict.Regressed)
                AppendItems(text, comparison, cutOf);
        }

        AppendMore(text, found.Count, one, many);
    }

    private static void AppendWhy(StringBuilder text, ScoreComparison comparison)
    {
        if (ComparisonText.Evidence(comparison) is { } evidence)
            text.Append("  test: ").Append(evidence).Append('\n');
        foreach (var reason in comparison.Reasons)
            text.Append("  ").Append(reason).Append('\n');
    }

    private static void AppendNotes(StringBuilder text, SliceVerdict verdict)
    {
        foreach (var comparison in verdict.Comparisons.Where(static comparison => comparison is { Verdict: Verdict.Passed or Verdict.Improved, Reasons.Count: > 0 }).Take(ShownOutputs.MostRows))
        {
            text.Append('\n').Append(ComparisonText.Summary(comparison)).Append('\n');
            AppendWhy(text, comparison);
        }
    }

    private static void AppendItems(StringBuilder text, ScoreComparison comparison, Func<ScoreComparison, ItemChange, OutputCut?>? cutOf)
    {
        foreach (var item in comparison.Worse.Take(ShownOutputs.MostItems))
        {
            text.Append("    ").Append(item).Append('\n');
            if (cutOf?.Invoke(comparison, item) is { } cut)
                text.Append("      ").Append(cut).Append('\n');
        }

        if (comparison.Worse.Count > ShownOutputs.MostItems)
            text.Append("    and ").Append((comparison.Worse.Count - ShownOutputs.MostItems).ToString(CultureInfo.InvariantCulture)).Append(" more\n");
    }

    private static void AppendChanges(StringBuilder text, SliceVerdict verdict)
    {
        if (verdict.Changes.Count == 0)
            return;
        text.Append("\nChanged, so that not all scores have a verified one to be compared with:\n");
        foreach (var change in verdict.Changes)
            text.Append("    ").Append(change).Append('\n');
    }

    private static void AppendImprovements(StringBuilder text, SliceVerdict verdict, string title, Func<ScoreComparison, bool> belongs)
    {
        var improved = verdict.Comparisons.Where(comparison => comparison.Verdict == Verdict.Improved && belongs(comparison)).ToList();
        if (improved.Count == 0)
            return;
        text.Append(title);
        foreach (var comparison in improved.Take(ShownOutputs.MostRows))
            text.Append("    ").Append(ComparisonText.Summary(comparison)).Append('\n');
        AppendMore(text, improved.Count, "row that improved", "rows that improved");
    }

    private static void AppendMore(StringBuilder text, int count, string one, string many)
    {
        if (count > ShownOutputs.MostRows)
            text.Append("    and ").Append(Figure.Count(count - ShownOutputs.MostRows, "more " + one, "more " + many)).Append('\n');
    }

    private void AppendFiles(StringBuilder text)
    {
        if (request.Accept)
        {
            text.Append("\nAccepted into ").Append(Relative(verified.Items)).Append(" and ").Append(Relative(verified.Table)).Append('\n');
            return;
        }

        text.Append("\nreceived: ").Append(Relative(received.Table)).Append(", ").Append(Relative(received.Items));
        text.Append("\nverified: ").Append(Relative(verified.Table)).Append(", ").Append(Relative(verified.Items));
        text.Append("\naccept with: ").Append(request.AcceptCommand).Append('\n');
    }

    private string Relative(string path) =>
        Path.GetRelativePath(request.ProjectDirectory ?? request.Directory, path).Replace('\\', '/');
}
