using System.Text.RegularExpressions;

namespace Assay.Tests.Dsl;

public sealed class ExtractTests
{
    private enum Label
    {
        Billing,
        Other,
    }

    [Fact]
    public void Choice_letter_is_a_character()
    {
        Assert.Equal('B', Extract.ChoiceLetter("The answer is (b).").Value);
        Assert.Equal('Z', Extract.ChoiceLetter("z", "XYZ").Value);
        Assert.False(Extract.ChoiceLetter("no letter").Success);
        Assert.Throws<ArgumentException>(() => Extract.ChoiceLetter("a", "é"));
    }

    [Theory]
    [InlineData("it costs $1,234.50, or 7", "1234.50", "7")]
    [InlineData("from 3-5", "3", "5")]
    [InlineData("\u22124 degrees", "-4", "-4")]
    [InlineData("-$5", "-5", "-5")]
    [InlineData("2.5e-3", "0.0025", "0.0025")]
    [InlineData("1,2,3", "1", "3")]
    [InlineData("12,34", "12", "34")]
    [InlineData("1,2345", "1", "2345")]
    [InlineData("٣٤", "34", "34")]
    [InlineData("#### 18.", "18", "18")]
    public void Numbers_are_read_as_people_write_them(string text, string first, string last)
    {
        Assert.Equal(decimal.Parse(first), Extract.FirstNumber(text).Value);
        Assert.Equal(decimal.Parse(last), Extract.LastNumber(text).Value);
    }

    [Fact]
    public void Missing_or_huge_numbers_are_failures_with_a_reason()
    {
        Assert.Equal("The output holds no number.", Extract.LastNumber("none").Reason);
        Assert.Contains("too large", Extract.FirstNumber("1e400").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Boxed_text_and_math_answers_are_found()
    {
        Assert.Equal("\\frac{1}{2}", Extract.Boxed("so \\boxed{\\frac{1}{2}}").Value);
        Assert.False(Extract.Boxed("no box").Success);
        Assert.Equal("9", Extract.MathAnswer("thinking\nAnswer: 9\n"));
        Assert.Equal("strasse", Extract.NormalizedText("  Straße! "));
    }

    [Fact]
    public void Regex_gives_the_whole_match_a_numbered_or_a_named_group()
    {
        Assert.Equal("id=7", Extract.Regex("id=7", @"id=(\d)").Value);
        Assert.Equal("7", Extract.Regex("id=7", @"id=(\d)", 1).Value);
        Assert.Equal("7", Extract.Regex("id=7", @"id=(?<n>\d)", "n").Value);
        Assert.Equal("7", Extract.Regex("id=7", new Regex(@"id=(?<n>\d)"), "n").Value);
        Assert.False(Extract.Regex("id=7", "x").Success);
        Assert.Contains("no such group", Extract.Regex("id=7", "x", 1).Reason, StringComparison.Ordinal);
        Assert.Contains("took no part", Extract.Regex("b", "(a)|b", 1).Reason, StringComparison.Ordinal);
        Assert.Contains("not a regular expression", Extract.Regex("id=7", "(").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_becomes_a_record()
    {
        Assert.Equal(new Verdict(Label.Billing, 0.5), Extract.Json<Verdict>("Sure: {\"label\":\"billing\",\"Confidence\":\"0.5\"}").Value);
        Assert.Equal(double.NaN, Extract.Json<Verdict>("{\"label\":\"Other\",\"confidence\":NaN}").Value.Confidence);
        Assert.False(Extract.Json<Verdict>("no JSON").Success);
        Assert.Contains("Verdict", Extract.Json<Verdict>("{\"label\":\"nonsense\"}").Reason, StringComparison.Ordinal);
        Assert.False(Extract.Json<Verdict>("null").Success);
    }

    [Fact]
    public void Last_line_after_a_marker_is_read()
    {
        Assert.Equal("two", Extract.LastLineAfter("A: one\r\n  a: two \r\nend", "A:").Value);
        Assert.Equal("", Extract.LastLineAfter("A:", "A:").Value);
        Assert.False(Extract.LastLineAfter("so A: one", "A:").Success);
    }

    private sealed record Verdict(Label Label, double Confidence);
}
