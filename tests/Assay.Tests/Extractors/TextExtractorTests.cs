using System.Numerics;
using System.Text.Json;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Extractors;

public sealed class TextExtractorTests
{
    [Theory]
    [InlineData("ß \\boxed{1}", "1")]
    [InlineData("straße ßßßß \\boxed{x} ß", "x")]
    [InlineData("\\boxed{open and \\boxed{closed}", "closed")]
    [InlineData("\\boxed{a \\boxed{b} c} \\boxed{open", "a \\boxed{b} c")]
    [InlineData("} \\boxed{1}", "1")]
    [InlineData("{ \\boxed{1}", "1")]
    public async Task Last_closed_box_is_read(string text, string boxed) =>
        Assert.Equal(boxed, (await BuiltIn.ExtractAsync("boxed_text", null, text)).Value);

    [Fact]
    public async Task Many_open_boxes_are_read_in_linear_time() =>
        Assert.False((await BuiltIn.ExtractAsync("boxed_text", null, string.Concat(Enumerable.Repeat("\\boxed{", 200_000)))).Success);

    [Theory]
    [InlineData("A good option is (C).", "C")]
    [InlineData("A good option", "A")]
    [InlineData("A careful reading shows **D**", "D")]
    [InlineData("a closer look says B.", "B")]
    [InlineData("The answer is a bit hidden: it must be C.", "C")]
    [InlineData("A or B.", "A")]
    [InlineData("A because B.", "A")]
    [InlineData("A. It is a good one, not B.", "A")]
    [InlineData("A is right, not (B)", "A")]
    [InlineData("I think a dog is B", "B")]
    public async Task Article_is_no_answer_when_a_later_letter_is_marked(string text, string letter) =>
        Assert.Equal(letter, (await BuiltIn.ExtractAsync("choice_letter", null, text)).Value);

    [Fact]
    public async Task Pronoun_is_no_answer_when_a_later_letter_is_marked() =>
        Assert.Equal("H", (await BuiltIn.ExtractAsync("choice_letter", """{"choices":"FGHI"}""", "I believe it is H.")).Value);

    [Theory]
    [InlineData("""{"choices":""}""", "choices")]
    [InlineData("""{"choices":["A",1]}""", "choices")]
    [InlineData("""{"choices":"é"}""", "choices")]
    [InlineData("""{"letters":"AB"}""", "letters")]
    [InlineData("[]", null)]
    public void Broken_choices_are_a_problem(string config, string? path)
    {
        var error = Assert.Throws<SpecValidationException>(() => BuiltIn.Extractor("choice_letter", config));
        Assert.Equal(path, Assert.Single(error.Problems).Path);
    }

    [Theory]
    [InlineData("-5", "-5")]
    [InlineData("(-5)", "-5")]
    [InlineData("$-5.00", "-5.00")]
    [InlineData("\\boxed{-5}.", "-5")]
    [InlineData("--5", "5")]
    [InlineData("- 5", "5")]
    [InlineData("-x-", "x")]
    [InlineData("-", "")]
    public async Task Normalized_text_keeps_the_sign_of_a_number(string text, string normal) =>
        Assert.Equal(normal, (await BuiltIn.ExtractAsync("normalized_text", null, text)).Value);

    [Theory]
    [InlineData("ΑΣ ας", "ας ασ")]
    [InlineData("ẞ ﬃ ŉ", "ss ffi ʼn")]
    [InlineData("Ꭰ ꭰ ᏸ", "Ꭰ Ꭰ Ᏸ")]
    [InlineData("İ", "i̇")]
    [InlineData("𐐀", "𐐨")]
    public async Task Case_folds_in_full(string text, string folded)
    {
        var expected = folded.Replace('ς', 'σ');
        Assert.Equal(expected, (await BuiltIn.ExtractAsync("normalized_text", null, text)).Value);
    }

    [Fact]
    public async Task Number_without_a_point_is_an_integer_of_any_size()
    {
        Assert.Equal(42L, (await BuiltIn.ExtractAsync("first_number", null, "42.")).Value);
        Assert.Equal(BigInteger.Parse("99999999999999999999"), (await BuiltIn.ExtractAsync("first_number", null, "99999999999999999999")).Value);
        Assert.Equal(4.0, (await BuiltIn.ExtractAsync("first_number", null, "4.0")).Value);
    }

    [Theory]
    [InlineData("""{"a":"NaN","b":NaN,"c":[-Infinity,Infinity]}""", """{"a":"NaN","b":"NaN","c":["-Infinity","Infinity"]}""")]
    [InlineData("so: {\"a\\\"NaN\": NaN} NaN", "{\"a\\\"NaN\":\"NaN\"}")]
    public async Task Numbers_that_JSON_cannot_spell_become_texts(string text, string json) =>
        Assert.Equal(JsonValue.Parse(json), new JsonValue((JsonElement)(await BuiltIn.ExtractAsync("embedded_json", null, text)).Value!));

    [Fact]
    public async Task Fenced_JSON_goes_before_brackets_in_prose() =>
        Assert.Equal("{\"a\": 1}", (await BuiltIn.ExtractAsync("embedded_json", null, "see [1]\n```json\n{\"a\": 1}\n```")).Value!.ToString());

    [Theory]
    [InlineData("embedded_json", "```", " ", false)]
    [InlineData("embedded_json", "NaN", "{", false)]
    [InlineData("embedded_json", "NaN", "{\"", false)]
    [InlineData("embedded_json", "Infinity", "[1,", false)]
    [InlineData("choice_letter", "answer", " ", false)]
    [InlineData("math_answer", "", "\n", true)]
    [InlineData("math_answer", "answer:", "\n ", true)]
    [InlineData("math_answer", "", "answer ", true)]
    [InlineData("first_number", "", "1,", true)]
    public async Task Hostile_outputs_do_not_hold_a_run_up(string extractor, string start, string repeated, bool found) =>
        Assert.Equal(found, (await BuiltIn.ExtractAsync(extractor, null, start + string.Concat(Enumerable.Repeat(repeated, 50_000)))).Success);
}
