using Assay.Errors;
using Assay.Results;
using Assay.Snapshots;

namespace Assay.Tests.Snapshots;

public sealed class ItemsFileTests
{
    private const string Header = "slice\titem\tmodel\tprompt\tparams\tscore\tsamples (assay-items/1)\n";

    private static readonly ItemScore Full = new(
        "s",
        "i",
        "m",
        "p",
        """{"temperature":0}""",
        "accuracy",
        [new SampleScore(1), new SampleScore(0.1), new SampleScore(null, ErrorCode.Timeout), new SampleScore(0, ErrorCode.ParseFailed)]);

    [Fact]
    public void A_row_is_one_line_with_its_samples_last() =>
        Assert.Equal(Header + "s\ti\tm\tp\t{\"temperature\":0}\taccuracy\t1,0.1,!timeout,0!parse_failed\n", ItemsFile.Write([Full]));

    [Fact]
    public void Rows_are_sorted_by_ordinal_comparison()
    {
        var text = ItemsFile.Write([Triage.Row("a", 1), Triage.Row("B", 1), Triage.Row("a", 1, model: "b"), Triage.Row("ä", 1), Triage.Row("z", 1, slice: "access")]);
        Assert.Equal(
            ["access\tz\tm", "billing\tB\tm", "billing\ta\tb", "billing\ta\tm", "billing\tä\tm"],
            text.Split('\n')[1..^1].Select(line => string.Join('\t', line.Split('\t')[..3])));
    }

    [Theory]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(-0.0, "0")]
    [InlineData(1e-7, "1E-07")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(-12345.5, "-12345.5")]
    public void Numbers_are_the_shortest_that_read_back_as_themselves(double value, string text)
    {
        var written = ItemsFile.Write([Triage.Row("i", value)]);
        Assert.EndsWith($"\t{text}\n", written, StringComparison.Ordinal);
        Assert.Equal(value, Assert.Single(ItemsFile.Parse(written, "f")).Samples[0].Value);
    }

    [Theory]
    [InlineData("tab\there")]
    [InlineData("line\nbreak\r\n")]
    [InlineData("back\\slash\\t")]
    [InlineData("\0\u001b\u0085\u2028\u202e\ufeff")]
    [InlineData("emoji 😀 ü ß 日本")]
    [InlineData("<<<<<<< HEAD")]
    [InlineData("")]
    public void Any_id_round_trips_on_one_line(string id) => AssertRoundTrips(id);

    [Fact]
    public void A_lone_surrogate_round_trips() => AssertRoundTrips("x\ud83d");

    [Fact]
    public void An_engines_own_code_with_separators_round_trips()
    {
        ItemScore[] rows = [Triage.Row("i", new SampleScore(null, new ErrorCode("odd,code\t!")))];
        Assert.Equal(rows, ItemsFile.Parse(ItemsFile.Write(rows), "f"));
    }

    [Fact]
    public void Every_kind_of_sample_round_trips() => Assert.Equal([Full], ItemsFile.Parse(ItemsFile.Write([Full]), "f"));

    [Fact]
    public void Line_ends_order_and_byte_order_mark_do_not_matter()
    {
        ItemScore[] rows = [Triage.Row("a", 1), Triage.Row("b", 0)];
        var lines = ItemsFile.Write(rows).Split('\n');
        Assert.Equal(rows, ItemsFile.Parse($"\ufeff{lines[0]}\r\n{lines[2]}\r\n{lines[1]}\r\n", "f"));
        Assert.Empty(ItemsFile.Parse("\ufeff\r\n", "f"));
    }

    [Theory]
    [InlineData("s\ti\tm\tp\t\taccuracy", "6 tab-separated fields")]
    [InlineData("s\ti\tm\tp\t\taccuracy\t1\t2", "8 tab-separated fields")]
    [InlineData("s\ti\tm\tp\t\taccuracy\t", "no list of samples")]
    [InlineData("s\ti\tm\tp\t\taccuracy\t1,,0", "no list of samples")]
    [InlineData("s\ti\tm\tp\t\taccuracy\tNaN", "no list of samples")]
    [InlineData("s\ti\tm\tp\t\taccuracy\t1 ", "no list of samples")]
    [InlineData("s\ti\tm\tp\t\taccuracy\t0,5!", "no list of samples")]
    [InlineData("s\ti\\x\tm\tp\t\taccuracy\t1", "begins no escape")]
    [InlineData("s\ti\\u12\tm\tp\t\taccuracy\t1", "begins no escape")]
    [InlineData("billing\ta\tm\t\t\taccuracy\t0", "repeats line 2")]
    [InlineData("<<<<<<< HEAD", "unresolved merge conflict")]
    [InlineData("=======", "unresolved merge conflict")]
    [InlineData("||||||| 1234abc", "unresolved merge conflict")]
    [InlineData(">>>>>>> branch", "unresolved merge conflict")]
    public void A_malformed_line_is_named(string line, string message)
    {
        var text = ItemsFile.Write([Triage.Row("a", 1)]) + line + "\n";
        AssertMalformed(text, 3, message);
    }

    [Theory]
    [InlineData("billing\ta\tm\t\t\taccuracy\t1\n", "not the header")]
    [InlineData("slice\titem\tmodel\tprompt\tparams\tscore\tsamples (assay-items/2)\n", "Update Assay")]
    public void A_foreign_header_is_refused(string text, string message) => AssertMalformed(text, 1, message);

    [Fact]
    public void Two_scores_in_one_place_are_refused() =>
        Assert.Throws<ArgumentException>(() => ItemsFile.Write([Triage.Row("a", 1), Triage.Row("a", 0)]));

    private static void AssertMalformed(string text, int line, string message)
    {
        var exception = Assert.Throws<SnapshotException>(() => ItemsFile.Parse(text, "dir/X.verified.items.tsv"));
        Assert.Equal(ErrorCode.SnapshotMalformed, exception.Code);
        Assert.Equal(("dir/X.verified.items.tsv", line), (exception.Problems[0].File, exception.Problems[0].Line));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static void AssertRoundTrips(string id)
    {
        ItemScore[] rows = [new(id, id, id, id, id, id, [new SampleScore(1)])];
        var text = ItemsFile.Write(rows);
        Assert.Equal(2, text.Split('\n')[..^1].Length);
        Assert.Equal(rows, ItemsFile.Parse(text, "f"));
    }
}
