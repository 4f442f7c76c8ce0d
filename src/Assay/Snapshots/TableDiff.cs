using System.Text;
using Assay.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Assay.Snapshots;

/// <summary>The difference of two sections of a table file, as Markdown.</summary>
internal static class TableDiff
{
    private const int MostLines = 40;

    /// <summary>A <c>diff</c> block with the changed lines under the table's title line; empty when nothing differs.</summary>
    public static string Of(string before, string after)
    {
        var lines = InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines;
        var shown = new List<string>();
        foreach (var line in lines)
        {
            if (line.Type == ChangeType.Deleted)
                shown.Add("- " + line.Text);
            else if (line.Type == ChangeType.Inserted)
                shown.Add("+ " + line.Text);
            else if (line.Text.StartsWith("| model", StringComparison.Ordinal) || line.Text.StartsWith("| part |", StringComparison.Ordinal))
                shown.Add("  " + line.Text);
        }

        if (shown.All(line => line[0] == ' '))
            return "";
        var text = new StringBuilder("```diff\n").AppendJoin('\n', shown.Take(MostLines)).Append('\n');
        if (shown.Count > MostLines)
            text.Append("  and ").Append(Figure.Count(shown.Count - MostLines, "more line", "more lines")).Append('\n');
        return text.Append("```\n").ToString();
    }
}
