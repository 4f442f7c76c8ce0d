using Assay.Cli.Commands;
using Assay.Cli.Terminal;
using Assay.Reporting;

namespace Assay.Cli.Tests;

/// <summary>How tables fit into terminals.</summary>
public sealed class TableLayoutTests
{
    private static readonly string[] Headers = ["benchmark", "slice", "trials", "candidates", "done", "to_generate", "paid", "recorded", "to_score", "cost"];

    [Theory]
    [InlineData(120)]
    [InlineData(100)]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(40)]
    public void No_word_is_broken_and_no_line_is_wider_than_the_terminal(int width)
    {
        var text = Drawn(width);

        Assert.All(text.Split('\n'), line => Assert.InRange(WordWrap.WidthOf(line), 0, width));
        var words = text.Split(['\n', ' ', '│', '─', '╭', '╮', '╰', '╯', '├', '┤', '┬', '┴', '┼'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        string[] whole = ["benchmark", "slice", "trials", "candidates", "done", "paid", "recorded", "cost", "billing", "access", "1234567", "about", "12.50"];
        Assert.All(whole, word => Assert.Contains(word, words));
        Assert.Contains(words, static word => word is "to_generate" or "generate");
        Assert.Contains(words, static word => word is "to_score" or "score");
        Assert.Contains(words, static word => word is "support-triage" or "triage");
    }

    [Fact]
    public void Parts_of_a_table_repeat_what_names_a_row()
    {
        var lines = Drawn(60).Split('\n');

        Assert.True(lines.Count(static line => line.StartsWith('╭')) > 1);
        Assert.Equal(lines.Count(static line => line.StartsWith('╭')), lines.Count(static line => line.Contains("billing", StringComparison.Ordinal)));
    }

    [Fact]
    public void Table_that_fits_is_drawn_as_wide_as_it_is() => Assert.All(
        Assert.Single(TableLayout.Of(["a", "b"], [["x", "two words"], ["y", "z"]], 100)),
        static column => Assert.Equal(column.Index == 0 ? 1 : 9, column.Width));

    [Theory]
    [InlineData("to_generate", 8, "to_\ngenerate")]
    [InlineData("completed_with_failures", 14, "completed_\nwith_failures")]
    [InlineData("2026-03-04 12:00", 10, "2026-03-04\n12:00")]
    [InlineData("support-triage/german", 9, "support-\ntriage/\ngerman")]
    [InlineData("a word-1 -2 and __x", 8, "a word-1\n-2 and\n__x")]
    [InlineData("0123456789", 4, "0123\n4567\n89")]
    [InlineData("漢字漢字", 4, "漢字\n漢字")]
    [InlineData("fits", 4, "fits")]
    public void Texts_wrap_between_words(string text, int width, string expected) => Assert.Equal(expected, WordWrap.Of(text, width));

    private static string Drawn(int width)
    {
        using var output = new StringWriter();
        ReportCell[] Row(string slice, long trials) =>
            [ReportCell.Of("support-triage"), ReportCell.Of(slice), ReportCell.Count(trials), ReportCell.Count(trials), ReportCell.Count(0), ReportCell.Count(76), ReportCell.Count(0), ReportCell.Count(0), ReportCell.Count(76), ReportCell.Of("They cost about 12.50 of the budget")];
        new Page(new CliEnvironment(output, output, "") { IsTerminal = true, Width = width }).Table(Cells.Table([.. Headers], [Row("billing", 76), Row("access", 1_234_567)]), "nothing");
        return output.ToString();
    }
}
