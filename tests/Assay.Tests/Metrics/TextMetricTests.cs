using System.Numerics;
using Assay.Errors;
using Assay.Specs;
using Assay.Tests.Extractors;

namespace Assay.Tests.Metrics;

public sealed class TextMetricTests
{
    private enum Label
    {
        Billing,
    }

    [Theory]
    [InlineData("exact_match", null, "B", " B\n", 1)]
    [InlineData("exact_match", null, "B", "b", 0)]
    [InlineData("exact_match", """{"ignore_case":true}""", "B", "b", 1)]
    [InlineData("exact_match", """{"trim":false}""", "B", "B ", 0)]
    [InlineData("exact_match", null, "", "", 1)]
    [InlineData("exact_match", null, "", "x", 0)]
    [InlineData("exact_match", null, "é", "e\u0301", 0)]
    [InlineData("normalized_match", null, "STRASSE", " Straße. ", 1)]
    [InlineData("normalized_match", null, "-5", "5", 0)]
    [InlineData("normalized_match", null, "", "...", 1)]
    [InlineData("contains", null, "cat", "a cat sat", 1)]
    [InlineData("contains", null, "Cat", "a cat sat", 0)]
    [InlineData("contains", """{"ignore_case":true}""", "Cat", "a cat sat", 1)]
    [InlineData("contains", null, "", "", 1)]
    [InlineData("contains", null, "x", "", 0)]
    [InlineData("edit_similarity", null, "sitting", "kitten", 4.0 / 7)]
    [InlineData("edit_similarity", null, "", "", 1)]
    [InlineData("edit_similarity", null, "ab", "", 0)]
    [InlineData("edit_similarity", null, "😀b", "😁b", 0.5)]
    [InlineData("edit_similarity", """{"normalize":true}""", "Cat", "cat!", 1)]
    [InlineData("token_f1", null, "a cat", "The cat sat.", 2.0 / 3)]
    [InlineData("token_f1", null, "b", "b b", 2.0 / 3)]
    [InlineData("token_f1", null, "well-known", "wellknown", 1)]
    [InlineData("token_f1", null, "the", "", 1)]
    [InlineData("token_f1", null, "x", "", 0)]
    [InlineData("token_f1", null, "кот", "КОТ", 1)]
    [InlineData("rouge_l", null, "police killed the gunman", "police kill the gunman", 0.75)]
    [InlineData("rouge_l", null, "police killed the gunman", "the gunman kill police", 0.5)]
    [InlineData("rouge_l", """{"beta":2}""", "v c d e", "v w", 0.625 / 2.25)]
    [InlineData("rouge_l", """{"beta":0}""", "v c d e", "v w", 0.5)]
    [InlineData("rouge_l", null, "x", "y", 0)]
    [InlineData("rouge_l", null, "", "!", 1)]
    [InlineData("rouge_l", null, "x", "", 0)]
    public async Task Score_is_as_computed_by_hand(string metric, string? config, string expected, string actual, double score) =>
        Assert.Equal(score, await BuiltIn.ScoreTextAsync(metric, config, expected, actual), 12);

    [Theory]
    [InlineData("exact_match", "b", 1)]
    [InlineData("contains", "xb", 1)]
    [InlineData("edit_similarity", "bc", 0.5)]
    [InlineData("token_f1", "c", 0)]
    public async Task Best_of_several_right_answers_counts(string metric, string actual, double score) =>
        Assert.Equal(score, (await BuiltIn.ScoreAsync(metric, null, """{"answer":["q","b"]}""", actual)).Value, 12);

    [Fact]
    public async Task Contains_can_require_all_texts()
    {
        const string Config = """{"require":"all"}""";
        Assert.Equal(0, (await BuiltIn.ScoreAsync("contains", Config, """{"answer":["a","b"]}""", "a")).Value);
        Assert.Equal(1, (await BuiltIn.ScoreAsync("contains", Config, """{"answer":["a","b"]}""", "ba")).Value);
    }

    public static TheoryData<object, string> ParsedValues => new()
    {
        { 'B', "\"B\"" },
        { 4.0, "4" },
        { 4.50m, "4.5" },
        { new BigInteger(7), "7" },
        { true, "true" },
        { Label.Billing, "\"Billing\"" },
        { JsonValue.Parse("\"x\"").Element, "\"x\"" },
        { JsonValue.Parse("""{"b":1,"a":2.0}""").Element, """{"a":2,"b":1}""" },
        { JsonValue.Parse("null").Element, "null" },
    };

    [Theory]
    [MemberData(nameof(ParsedValues))]
    public async Task Parsed_value_goes_before_the_output_and_is_compared_as_text(object parsed, string answer) =>
        Assert.Equal(1, (await BuiltIn.ScoreAsync("exact_match", null, $$"""{"answer":{{answer}}}""", "something else", parsed)).Value);

    [Theory]
    [InlineData("""{"expected":"gold.labels[1].name"}""", """{"gold":{"labels":[{},{"name":"x"}]}}""")]
    [InlineData("""{"expected":"label"}""", """{"Label":"x"}""")]
    [InlineData("""{"expected":"label"}""", """{"Label":"y","label":"x"}""")]
    [InlineData("""{"expected":"$"}""", "\"x\"")]
    public async Task Expected_value_is_found_by_its_path(string config, string item) =>
        Assert.Equal(1, (await BuiltIn.ScoreAsync("exact_match", config, item, "x")).Value);

    [Theory]
    [InlineData("{}", "is not there")]
    [InlineData("""{"answer":[]}""", "empty array")]
    public async Task Missing_answer_is_a_failure_that_names_item_and_field(string item, string fault)
    {
        var error = await Assert.ThrowsAsync<AssayException>(() => BuiltIn.ScoreAsync("token_f1", null, item, "x"));
        Assert.Equal(ErrorCode.MetricFailed, error.Code);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
        Assert.Contains("'q7'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'answer'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exact_match", """{"expected":"a..b","trim":1,"case":2}""", "case expected trim")]
    [InlineData("exact_match", """{"expected":"a[x]"}""", "expected")]
    [InlineData("contains", """{"require":"some"}""", "require")]
    [InlineData("rouge_l", """{"beta":-1}""", "beta")]
    [InlineData("numeric", """{"absolute":-1,"relative":"x"}""", "absolute relative")]
    [InlineData("bleu", """{"max_n":0,"smoothing":"x"}""", "max_n smoothing")]
    [InlineData("regex", """{"pattern":"("}""", "pattern")]
    [InlineData("regex", """{"pattern":"a","expected":"b"}""", "expected")]
    [InlineData("choice_accuracy", """{"choices":"é","first_index":2}""", "choices first_index")]
    [InlineData("json_field_match", """{"fields":["a","b["]}""", "fields[1]")]
    [InlineData("json_field_match", """{"fields":{"a":1}}""", "fields.a")]
    [InlineData("json_field_match", """{"fields":1}""", "fields")]
    [InlineData("set_f1", """{"separator":""}""", "separator")]
    public void Every_broken_setting_is_one_problem(string metric, string config, string paths)
    {
        var error = Assert.Throws<SpecValidationException>(() => BuiltIn.Metric(metric, config));
        Assert.Equal(paths, string.Join(' ', error.Problems.Select(problem => problem.Path).Order(StringComparer.Ordinal)));
    }
}
