using System.Numerics;
using Assay.Errors;
using Assay.Tests.Extractors;

namespace Assay.Tests.Metrics;

public sealed class NumericMetricTests
{
    [Theory]
    [InlineData(null, "42", "42", 1)]
    [InlineData(null, "42", " 42. ", 1)]
    [InlineData(null, "1234.5", "$1,234.50", 1)]
    [InlineData(null, "\"1,000\"", "1000", 1)]
    [InlineData(null, "-4", "\u22124", 1)]
    [InlineData(null, "0.3", "0.30000000000000001", 0)]
    [InlineData(null, "42", "it is 42", 0)]
    [InlineData(null, "42", "", 0)]
    [InlineData(null, "1e40", "1e40", 1)]
    [InlineData("""{"absolute":0.5}""", "10", "10.5", 1)]
    [InlineData("""{"absolute":0.5}""", "10", "10.51", 0)]
    [InlineData("""{"relative":0.01}""", "-200", "-202", 1)]
    [InlineData("""{"relative":0.01}""", "-200", "-202.1", 0)]
    [InlineData("""{"relative":0.01}""", "0", "0.001", 0)]
    [InlineData("""{"absolute":1,"relative":0.01}""", "200", "202", 1)]
    public async Task Number_counts_within_the_larger_tolerance(string? config, string expected, string actual, double score) =>
        Assert.Equal(score, (await BuiltIn.ScoreAsync("numeric", config, $$"""{"answer":{{expected}}}""", actual)).Value);

    public static TheoryData<object, double> ParsedValues => new()
    {
        { 7L, 1 },
        { 7, 1 },
        { 7m, 1 },
        { 7.0, 1 },
        { 7f, 1 },
        { new BigInteger(7), 1 },
        { "7", 1 },
        { 7.5, 0 },
        { double.NaN, 0 },
        { true, 0 },
    };

    [Theory]
    [MemberData(nameof(ParsedValues))]
    public async Task Parsed_number_of_any_type_is_read(object parsed, double score) =>
        Assert.Equal(score, (await BuiltIn.ScoreAsync("numeric", null, """{"answer":7}""", "", parsed)).Value);

    [Fact]
    public async Task Integers_beyond_a_double_are_compared_exactly() =>
        Assert.Equal(0, (await BuiltIn.ScoreAsync("numeric", null, """{"answer":9007199254740993}""", "9007199254740992")).Value);

    [Fact]
    public async Task Expected_value_that_is_no_number_is_a_failure()
    {
        var error = await Assert.ThrowsAsync<AssayException>(() => BuiltIn.ScoreAsync("numeric", null, """{"answer":"seven"}""", "7"));
        Assert.Contains("'seven', which is no number", error.Message, StringComparison.Ordinal);
    }
}
