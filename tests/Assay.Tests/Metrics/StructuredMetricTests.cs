using Assay.Errors;
using Assay.Specs;
using Assay.Tests.Extractors;

namespace Assay.Tests.Metrics;

public sealed class StructuredMetricTests
{
    [Theory]
    [InlineData(null, """["a","B","c"]""", "A, b", 0.8)]
    [InlineData("""{"normalize":false}""", """["a","B","c"]""", "A, b", 0)]
    [InlineData("""{"separator":";"}""", "\"a;b\"", "b ; a;a", 1)]
    [InlineData(null, "[]", "", 1)]
    [InlineData(null, "[]", "a", 0)]
    [InlineData(null, """["a"]""", "", 0)]
    public async Task Set_f1_counts_distinct_entries(string? config, string answer, string actual, double score) =>
        Assert.Equal(score, (await BuiltIn.ScoreAsync("set_f1", config, $$"""{"answer":{{answer}}}""", actual)).Value, 12);

    [Fact]
    public async Task Set_f1_takes_sequences_entry_by_entry()
    {
        const string Item = """{"answer":["1,5","2"]}""";
        Assert.Equal(1, (await BuiltIn.ScoreAsync("set_f1", null, Item, "", new List<string> { "2", "1,5" })).Value);
        Assert.Equal(1, (await BuiltIn.ScoreAsync("set_f1", null, Item, "", JsonValue.Parse("""[2,"1,5"]""").Element)).Value);
    }

    [Theory]
    [InlineData("""{"pattern":"b+"}""", "abbc", 1)]
    [InlineData("""{"pattern":"b+","full":true}""", "abbc", 0)]
    [InlineData("""{"pattern":"a|abbc","full":true}""", "abbc", 1)]
    [InlineData("""{"pattern":"B","ignore_case":true}""", "abbc", 1)]
    [InlineData("""{"expected":"rule"}""", "x1", 1)]
    [InlineData("""{"expected":"rule"}""", "x", 0)]
    public async Task Regex_matches_the_settings_or_the_items_pattern(string config, string actual, double score) =>
        Assert.Equal(score, (await BuiltIn.ScoreAsync("regex", config, """{"rule":"\\d"}""", actual)).Value);

    [Fact]
    public async Task Regex_failures_name_their_cause()
    {
        var broken = await Assert.ThrowsAsync<AssayException>(() => BuiltIn.ScoreAsync("regex", null, """{"answer":"("}""", ""));
        Assert.Contains("not a regular expression", broken.Message, StringComparison.Ordinal);
        var slow = await Assert.ThrowsAsync<AssayException>(
            () => BuiltIn.ScoreAsync("regex", """{"pattern":"^(a+)+\\1$"}""", "{}", new string('a', 5_000) + "!"));
        Assert.Equal(ErrorCode.MetricFailed, slow.Code);
    }

    [Theory]
    [InlineData(null, "\"B\"", "The answer is (b).", 1)]
    [InlineData(null, "\" b \"", "B", 1)]
    [InlineData(null, "1", "B", 1)]
    [InlineData("""{"first_index":1}""", "1", "A", 1)]
    [InlineData(null, "\"A\"", "B", 0)]
    [InlineData(null, "\"A\"", "none", 0)]
    [InlineData(null, "[\"A\",\"C\"]", "C", 1)]
    [InlineData("""{"choices":"wxyz"}""", "3", "Z", 1)]
    public async Task Choice_accuracy_compares_letters(string? config, string answer, string actual, double score) =>
        Assert.Equal(score, (await BuiltIn.ScoreAsync("choice_accuracy", config, $$"""{"answer":{{answer}}}""", actual)).Value);

    [Theory]
    [InlineData("\"F\"")]
    [InlineData("5")]
    [InlineData("-1")]
    [InlineData("null")]
    public async Task Choice_that_is_not_offered_is_a_failure(string answer)
    {
        var error = await Assert.ThrowsAsync<AssayException>(() => BuiltIn.ScoreAsync("choice_accuracy", null, $$"""{"answer":{{answer}}}""", "A"));
        Assert.Contains("none of the choices ABCDE", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, """Sure: {"b":{"y":2,"x":1},"a":1.0}""", 1, null)]
    [InlineData(null, """{"a":2}""", 0, "Not as expected: a, b.")]
    [InlineData("""{"fields":["a","b.x"]}""", """{"a":1,"b":{"x":3}}""", 0.5, "Not as expected: b.x.")]
    [InlineData("""{"fields":{"c":"b.x"}}""", """{"c":1}""", 1, null)]
    [InlineData(null, "no JSON", 0, "The answer holds no JSON.")]
    public async Task Json_field_match_gives_the_share_of_equal_fields(string? config, string actual, double score, string? explanation)
    {
        var result = await BuiltIn.ScoreAsync("json_field_match", config, """{"answer":{"a":1,"b":{"x":1,"y":2}}}""", actual);
        Assert.Equal(score, result.Value, 12);
        Assert.Equal(explanation, result.Explanation);
    }

    [Theory]
    [InlineData("{}", "{}", false, 1)]
    [InlineData("""{"a":null}""", "{}", false, 1)]
    [InlineData("""{"a":null}""", """{"a":0}""", false, 0)]
    [InlineData("""{"a":""}""", "{}", false, 0)]
    [InlineData("""{"a":"Paris"}""", """{"a":"paris."}""", false, 0)]
    [InlineData("""{"a":"Paris"}""", """{"a":"paris."}""", true, 1)]
    [InlineData("""{"a.b":1}""", """{"a.b":1}""", false, 1)]
    public async Task Json_field_match_knows_null_and_normalised_texts(string answer, string actual, bool normalize, double score)
    {
        var config = normalize ? """{"normalize":true}""" : null;
        Assert.Equal(score, (await BuiltIn.ScoreAsync("json_field_match", config, $$"""{"answer":{{answer}}}""", actual)).Value);
    }

    [Fact]
    public async Task Json_field_match_reads_the_users_records()
    {
        const string Item = """{"answer":{"label":"Billing","amount":4.5}}""";
        Assert.Equal(1, (await BuiltIn.ScoreAsync("json_field_match", null, Item, "", new Verdict("Billing", 4.50m))).Value);
    }

    [Fact]
    public async Task Json_field_that_the_item_lacks_is_a_failure()
    {
        var error = await Assert.ThrowsAsync<AssayException>(() => BuiltIn.ScoreAsync("json_field_match", """{"fields":["c"]}""", """{"answer":{}}""", "{}"));
        Assert.Contains("has no 'c'", error.Message, StringComparison.Ordinal);
    }

    private sealed record Verdict(string Label, decimal Amount);
}
