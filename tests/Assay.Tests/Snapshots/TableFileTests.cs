using System.Globalization;
using Assay.Errors;
using Assay.Results;
using Assay.Snapshots;

namespace Assay.Tests.Snapshots;

public sealed class TableFileTests
{
    [Theory]
    [InlineData("max", true, "accuracy (max)", "0.7500")]
    [InlineData("majority", false, "accuracy (majority, lower is better)", "0.2500")]
    [InlineData("pass@2", true, "accuracy (pass@2)", "0.0000")]
    [InlineData(null, false, "accuracy (lower is better)", "0.4167")]
    public void Samples_are_reduced_as_the_score_says_and_the_column_says_how(string? reduction, bool higherIsBetter, string title, string mean)
    {
        var benchmark = Triage.Benchmark with { Scores = [Triage.Benchmark.Scores[0] with { Reduction = reduction, HigherIsBetter = higherIsBetter }] };

        var table = TableFile.Write(benchmark, [Triage.Samples("a", new(0.25), new(0.25), new(0.75))]);

        Assert.Contains($"1 item, 3 samples each\n\n| model | {title} |", table, StringComparison.Ordinal);
        Assert.Contains($"| m | {mean} |", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_of_the_whole_slice_is_a_column_and_no_item()
    {
        var table = TableFile.Write(Triage.Benchmark, [Triage.Row("a", 1), Triage.Row("b", 0), Triage.Row("", 0.25, score: "length/words")]);
        var alone = TableFile.Write(Triage.Benchmark, [Triage.Row("", 0.25, score: "length/words")]);

        Assert.Contains("2 items\n\n| model | accuracy | length/words (lower is better) |\n| --- | ---: | ---: |\n| m | 0.5000 | 0.2500 |", table, StringComparison.Ordinal);
        Assert.Contains("the slice as a whole\n\n| model | length/words (lower is better) |", alone, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slice_is_a_table_with_the_worst_row_first()
    {
        ItemScore[] rows =
        [
            .. Triage.Items(3, _ => 1, model: "good"),
            .. Triage.Items(3, i => i == 0 ? 1 : 0, model: "bad"),
            .. Triage.Items(3, i => i == 0 ? 1 : 0, model: "also-bad"),
        ];
        Assert.Equal(
            """
            # support-triage

            ## billing

            lang=en, source=synthetic

            3 items

            | model | accuracy |
            | --- | ---: |
            | also-bad | 0.3333 |
            | bad | 0.3333 |
            | good | 1.0000 |

            """,
            TableFile.Write(Triage.Benchmark, rows));
    }

    [Fact]
    public void Columns_appear_only_where_they_say_something()
    {
        ItemScore[] rows =
        [
            new("access", "a", "m", "short", """{"t":0}""", "accuracy", [new SampleScore(0, ErrorCode.ParseFailed), new SampleScore(1)]),
            new("access", "b", "m", "short", """{"t":0}""", "accuracy", [new SampleScore(null, ErrorCode.Timeout), new SampleScore(1)]),
            new("access", "a", "m", "long", """{"t":0}""", "accuracy", [new SampleScore(null, ErrorCode.Timeout), new SampleScore(null, ErrorCode.Timeout)]),
            new("access", "a", "m", "long", """{"t":0}""", "length/words", [new SampleScore(12.5), new SampleScore(13)]),
        ];
        Assert.Equal(
            """
            # support-triage

            ## access

            1 to 2 items, 2 samples each

            | model | prompt | params | accuracy | length/words (lower is better) | items | unparsed | failed |
            | --- | --- | --- | ---: | ---: | ---: | ---: | ---: |
            | m | long | {"t":0} | – | 12.7500 | 1 | 0 | 1 |
            | m | short | {"t":0} | 0.7500 | – | 2 | 1 | 1 |

            """,
            TableFile.Write(Triage.Benchmark, rows));
    }

    [Fact]
    public void A_score_where_lower_is_better_puts_the_highest_first()
    {
        var text = TableFile.Write(Triage.Benchmark, [Triage.Row("a", 1, model: "short", score: "length/words"), Triage.Row("a", 9, model: "wordy", score: "length/words")]);
        Assert.True(text.IndexOf("wordy", StringComparison.Ordinal) < text.IndexOf("short", StringComparison.Ordinal));
    }

    [Fact]
    public void Slices_stand_in_the_order_of_the_benchmark()
    {
        var text = TableFile.Write(Triage.Benchmark, [Triage.Row("a", 1, slice: "access"), Triage.Row("a", 1, slice: "billing"), Triage.Row("a", 1, slice: "a-third")]);
        Assert.Equal(["## billing", "## access", "## a-third"], text.Split('\n').Where(line => line.StartsWith("##", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("a|b", @"a\|b")]
    [InlineData("<script>&", "&lt;script&gt;&amp;")]
    [InlineData("new\nline", @"new\\nline")]
    [InlineData("gpt_4o*_", @"gpt_4o\*\_")]
    [InlineData("## no [link](x)", @"\#\# no \[link\](x)")]
    public void Ids_cannot_break_the_table(string id, string shown)
    {
        var text = TableFile.Write(Triage.Benchmark, [Triage.Row("a", 1, model: id)]);
        Assert.Contains($"| {shown} | 1.0000 |", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.00001234, "1.234E-5")]
    [InlineData(-0.5, "-0.5000")]
    [InlineData(-0.0, "0.0000")]
    [InlineData(1234.56789, "1234.5679")]
    [InlineData(12_000_000_000, "1.2E+10")]
    public void Means_have_digits_that_say_something(double value, string shown) =>
        Assert.Contains($"| m | {shown} |", TableFile.Write(Triage.Benchmark, [Triage.Row("a", value)]), StringComparison.Ordinal);

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("th-TH")]
    public void Both_files_are_the_same_bytes_in_every_culture_and_input_order(string culture)
    {
        ItemScore[] rows = [.. Triage.Items(40, i => (i * 0.1) - 1.5, model: "I-ı-İ-i"), .. Triage.Items(40, i => 1e-5 * i, slice: "access"), Triage.Row("İ", new SampleScore(-0.25, ErrorCode.ParseFailed))];
        var expected = (ItemsFile.Write(rows), TableFile.Write(Triage.Benchmark, rows));
        ItemScore[] shuffled = [.. rows];
        new Random(7).Shuffle(shuffled);

        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);
            Assert.Equal(expected, (ItemsFile.Write(shuffled), TableFile.Write(Triage.Benchmark, shuffled)));
            Assert.Equal(RowsOf(rows), RowsOf(ItemsFile.Parse(expected.Item1, "f")));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    private static HashSet<ItemScore> RowsOf(IEnumerable<ItemScore> rows) => [.. rows];
}
