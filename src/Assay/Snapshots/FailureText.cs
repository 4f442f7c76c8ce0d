using System.Globalization;
using System.Text;
using Assay.Specs;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>Tells a person what a verdict rests on and what to do about it.</summary>
internal sealed class FailureText(SnapshotRequest request, SnapshotPaths verified, SnapshotPaths received)
{
    private const int MostItems = 10;
    private const int MostRows = 10;

    /// <summary>One line that names the slice and the gravest finding.</summary>
    public static string Headline(string benchmark, SliceVerdict verdict)
    {
        var place = $"{RowText.Escape(benchmark)} / {RowText.Escape(verdict.Slice)}";
        var worst = verdict.Comparisons.FirstOrDefault(comparison => comparison.Verdict == Verdict.Regressed);
        return verdict.Verdict switch
        {
            Verdict.Regressed => $"{place}: regressed. {Summary(worst!)}",
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
    public string Of(string benchmark, SliceVerdict verdict, string before, string after, bool differs)
    {
        if (!differs && !verdict.Fails)
            return "";
        var text = new StringBuilder(Headline(benchmark, verdict)).Append('\n');
        if (verdict.Verdict == Verdict.New)
            text.Append('\n').Append(after).Append('\n');
        AppendRegressions(text, verdict);
        AppendChanges(text, verdict);
        AppendImprovements(text, verdict);
        if (verdict.Verdict == Verdict.Passed)
            text.Append("The scores differ from the verified ones by no more than the gates allow; accepting moves the baseline.\n");
        if (verdict.Verdict != Verdict.New && TableDiff.Of(before, after) is { Length: > 0 } diff)
            text.Append('\n').Append(diff);
        AppendFiles(text);
        return text.ToString();
    }

    private static void AppendRegressions(StringBuilder text, SliceVerdict verdict)
    {
        var regressed = verdict.Comparisons.Where(comparison => comparison.Verdict == Verdict.Regressed).ToList();
        foreach (var comparison in regressed.Take(MostRows))
        {
            text.Append('\n').Append(Summary(comparison)).Append('\n');
            text.Append("  gate: ").Append(Policy(comparison.Gate, comparison.IsOfSlice)).Append('\n');
            if (comparison.IsOfSlice)
                continue;
            if (comparison.NewlyFailed > 0)
                text.Append("  ").Append(Figure.Count(comparison.NewlyFailed, "item")).Append(" lost a score to an error, which no gate allows\n");
            AppendItems(text, comparison.Worse);
        }

        AppendMore(text, regressed.Count, "row that regressed", "rows that regressed");
    }

    private static void AppendItems(StringBuilder text, ValueList<ItemChange> items)
    {
        foreach (var item in items.Take(MostItems))
            text.Append("    ").Append(item).Append('\n');
        if (items.Count > MostItems)
            text.Append("    and ").Append((items.Count - MostItems).ToString(CultureInfo.InvariantCulture)).Append(" more\n");
    }

    private static void AppendChanges(StringBuilder text, SliceVerdict verdict)
    {
        if (verdict.Changes.Count == 0)
            return;
        text.Append("\nChanged, so that not all scores have a verified one to be compared with:\n");
        foreach (var change in verdict.Changes)
            text.Append("    ").Append(change).Append('\n');
    }

    private static void AppendImprovements(StringBuilder text, SliceVerdict verdict)
    {
        var improved = verdict.Comparisons.Where(comparison => comparison.Verdict == Verdict.Improved).ToList();
        if (improved.Count == 0)
            return;
        text.Append("\nImproved; accept to make this the baseline:\n");
        foreach (var comparison in improved.Take(MostRows))
            text.Append("    ").Append(Summary(comparison)).Append('\n');
        AppendMore(text, improved.Count, "row that improved", "rows that improved");
    }

    private static void AppendMore(StringBuilder text, int count, string one, string many)
    {
        if (count > MostRows)
            text.Append("    and ").Append(Figure.Count(count - MostRows, "more " + one, "more " + many)).Append('\n');
    }

    private static string Summary(ScoreComparison comparison) => comparison.IsOfSlice
        ? $"{RowText.Escape(comparison.Score)} of {comparison.Variant}: {Figure.Mean(comparison.MeanBefore)} → {Figure.Mean(comparison.MeanAfter)} ({Figure.Change(comparison.Difference)}) over the whole slice."
        : string.Create(
        CultureInfo.InvariantCulture,
        $"{RowText.Escape(comparison.Score)} of {comparison.Variant}: mean {Figure.Mean(comparison.MeanBefore)} → {Figure.Mean(comparison.MeanAfter)} ({Figure.Change(comparison.Difference)}), {comparison.Worse.Count} of {Figure.Count(comparison.Items, "item")} worse, {comparison.Better.Count} better.");

    private static string Policy(GateSpec gate, bool isOfSlice) => gate.Policy switch
    {
        GatePolicy.Absolute => $"absolute, {(isOfSlice ? "it" : "the mean")} may get worse by {Figure.Exact(gate.Tolerance)}",
        GatePolicy.Relative => $"relative, {(isOfSlice ? "it" : "the mean")} may get worse by {Figure.Exact(gate.Tolerance)} of its verified value",
        _ => isOfSlice ? "exact, it may not get worse" : "exact, no item may get worse",
    };

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
