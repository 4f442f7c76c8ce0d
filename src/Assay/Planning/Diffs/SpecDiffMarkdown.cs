using System.Globalization;
using System.Text;
using Assay.Specs;
using Assay.Text;

namespace Assay.Planning.Diffs;

/// <summary>Writes a difference for people.</summary>
internal static class SpecDiffMarkdown
{
    private const int LongestValue = 160;

    /// <summary>The difference as Markdown.</summary>
    public static string Write(SpecDiff diff)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {MarkdownTable.Escape(diff.Baseline)} → {MarkdownTable.Escape(diff.Treatment)}\n\n");
        if (diff.IsEmpty)
            return text.Append("Nothing differs.\n").ToString();
        Changes(text, "Spec", diff.SourceChanges);
        Changes(text, "Experiment", diff.ExperimentChanges);
        text.Append("## Work\n\n");
        new MarkdownTable("what", "added", "removed")
            .Add("trials", Count(diff.Trials.Added.Count), Count(diff.Trials.Removed.Count))
            .Add("generations", Count(diff.Generations.Added.Count), Count(diff.Generations.Removed.Count))
            .Add("transforms", Count(diff.Transforms.Added.Count), Count(diff.Transforms.Removed.Count))
            .Add("evaluations", Count(diff.Evaluations.Added.Count), Count(diff.Evaluations.Removed.Count))
            .WriteTo(text);
        text.Append(diff.LeavesFinishedWork
            ? string.Create(CultureInfo.InvariantCulture, $"Finished work would be left behind: {diff.GenerationsLeft:N0} generations and {diff.EvaluationsLeft:N0} evaluations. They stay in the store.\n")
            : "No finished work would be left behind.\n");
        return text.ToString();
    }

    private static void Changes(StringBuilder text, string title, ValueList<SpecChange> changes)
    {
        if (changes.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
        var table = new MarkdownTable("path", "change", "before", "after");
        foreach (var change in changes)
            table.Add(change.Path.Length == 0 ? "(all)" : change.Path, change.Kind.ToString().ToLowerInvariant(), Shown(change.Before), Shown(change.After));
        table.WriteTo(text);
    }

    private static string Shown(JsonValue? value) => value?.ToString() switch
    {
        null => "",
        { Length: > LongestValue } text => text[..LongestValue] + "…",
        var text => text,
    };

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
