using System.Globalization;
using Assay.Results;
using Assay.Snapshots;
using Assay.Specs;
using Assay.Text;

namespace Assay.Tests.Snapshots;

/// <summary>Which outputs a message shows, and how a text becomes one short line.</summary>
public sealed class ShownOutputsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" \r\n\t ", "")]
    [InlineData("\n a\r\n\u2028b\tc\u00a0 ", "a b c")]
    [InlineData("\u202eevil\u2066\u0007\\", @"\u202eevil\u2066\u0007\\")]
    public void Cut_is_one_line_that_shows_what_it_holds(string text, string expected) => Assert.Equal(expected, LineCut.Of(text));

    [Fact]
    public void Half_of_a_surrogate_pair_is_escaped() => Assert.Equal(@"a\ud83d b\udc00", LineCut.Of("a\ud83d\nb\udc00"));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("xx")]
    public void Cut_never_parts_a_text_element(string before)
    {
        foreach (var element in (string[])["é", "e\u0301", "😀", "👩‍👩‍👧", "\u202e"])
        {
            var cut = LineCut.Of(before + string.Concat(Enumerable.Repeat(element, 500)));

            Assert.EndsWith("…", cut, StringComparison.Ordinal);
            Assert.InRange(cut.Length, LineCut.Length - 10, LineCut.Length + 1);
            var parts = StringInfo.ParseCombiningCharacters(cut[before.Length..^1]).Length;
            Assert.Equal(string.Concat(Enumerable.Repeat(RowText.Escape(element), element == "\u202e" ? parts / 6 : parts)), cut[before.Length..^1]);
        }
    }

    [Fact]
    public void Text_that_just_fits_has_no_ellipsis() => Assert.Equal(new string('a', LineCut.Length), LineCut.Of(new string('a', LineCut.Length) + "\n"));

    [Fact]
    public void Thirty_outputs_are_shown_at_most_and_each_once()
    {
        string[] models = ["a", "b", "c", "d"];
        ItemScore[] Rows(double value) => [.. models.SelectMany(model => Triage.Items(12, _ => value, model: model)), .. models.SelectMany(model => Triage.Items(12, _ => 1 - value, model: model, score: "length/chars"))];

        var places = Gate.ToShow(Triage.Benchmark, Gate.Compare(Triage.Benchmark, "billing", Rows(1), Rows(0)));

        Assert.Equal(30, places.Count);
        Assert.Equal(30, places.Distinct().Count());
        Assert.Equal(new OutputPlace("billing", "a", "", "", "t-000", 0), places[0]);
        Assert.Equal("c", places[^1].Model);
    }

    [Fact]
    public void Lower_scores_are_no_worse_where_lower_is_better()
    {
        var benchmark = Triage.Benchmark with { Samples = 2 };
        ItemScore Row(params SampleScore[] samples) => Triage.Samples("t", samples) with { Score = "length/chars" };

        var places = Gate.ToShow(benchmark, Gate.Compare(benchmark, "billing", [Row(new(5), new(5))], [Row(new(4), new(9))]));

        Assert.Equal(1, Assert.Single(places).Sample);
    }

    [Fact]
    public void Samples_that_confirmed_are_not_shown()
    {
        var verdict = new SliceVerdict("billing", Verdict.Regressed)
        {
            Comparisons = [new ScoreComparison("accuracy", new Variant("m", "", ""), new GateSpec("accuracy", GatePolicy.Exact), Verdict.Regressed) { Worse = [new ItemChange("t", [new(1), new(1)], [new(1), new(0)])] }],
        };

        Assert.Equal(0, Assert.Single(Gate.ToShow(Triage.Benchmark, verdict)).Sample);
    }

    [Fact]
    public void Slice_that_passes_shows_nothing() =>
        Assert.Empty(Gate.ToShow(Triage.Benchmark, Gate.Compare(Triage.Benchmark, "billing", [Triage.Row("a", 0)], [Triage.Row("a", 1)])));
}
