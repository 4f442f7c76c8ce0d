using System.Globalization;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Prompts;
using Assay.Specs;

namespace Assay.Tests.Prompts;

public sealed class PreparedPromptTests
{
    private const string Json = """
        {"q":"2+2?","n":4,"f":0.5,"big":1234567.891,"flag":true,"none":null,"list":["a",{"k":"z"}],"brace":"{item.n}","GroundTruth":"4","with space":"sp","meta":{"a:b":7}}
        """;

    [Theory]
    [InlineData("{item.list[0]}{item.list[1].k}", "az")]
    [InlineData("{item[with space]} {item.meta[a:b]:D3}", "sp 007")]
    [InlineData("{item.ground_truth} {item.groundTruth}", "4 4")]
    [InlineData("{item.brace}", "{item.n}")]
    [InlineData("{item.flag}|{item.none}|{item.list}", """true||["a",{"k":"z"}]""")]
    [InlineData("{item.f:F2} {item.n:F2} {item.big:N1} {item.n:X4}", "0.50 4.00 1,234,567.9 0004")]
    [InlineData("{item.f:.3f} {item.big:.2e} {item.f:.1%}", "0.500 1.23e+006 50.0%")]
    [InlineData("\\frac{{1}}{{2}} {{\"a\": {item.n}}}", "\\frac{1}{2} {\"a\": 4}")]
    [InlineData("{{{{{item.n}}}}}", "{{4}}")]
    [InlineData("{item.id}/{item.item_id}", "it-1/it-1")]
    [InlineData("{prompt.tone} {prompt.variables.tone} {prompt.id} {prompt.family}", "kind kind direct qa")]
    [InlineData("{slice.id} {slice.dimensions.lang} {benchmark.id}", "s en b")]
    public void Placeholders_are_filled_in(string template, string text)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(text, PreparedPrompt.Parse(Spec(template)).Render(ItemOf(Json), Scope).Text);
            Assert.Equal(text, PromptRenderer.Preview(Spec(template), ItemOf(Json), Scope).Text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("{item.absent}")]
    [InlineData("{item.q.deeper}")]
    [InlineData("{item.list[9]}")]
    [InlineData("{prompt.absent}")]
    [InlineData("{slice.dimensions.absent}")]
    public void A_missing_field_fails_its_item_and_shows_in_a_preview(string template)
    {
        var prompt = PreparedPrompt.Parse(Spec($"a {template} b"));
        var exception = Assert.Throws<AssayException>(() => prompt.Render(ItemOf(Json), Scope));
        Assert.Equal(ErrorCode.PromptFieldMissing, exception.Code);
        Assert.Contains(template, exception.Message);
        Assert.Contains("'it-1'", exception.Message);
        Assert.Equal($"a {template} b", prompt.Preview(ItemOf(Json), Scope).Text);
    }

    [Theory]
    [InlineData("line\n  {item.q", "line 2, column 3: This brace is never closed")]
    [InlineData("a } b", "column 3: This brace closes nothing")]
    [InlineData("{}", "names no field")]
    [InlineData("{item}", "names neither")]
    [InlineData("{0}", "names neither")]
    [InlineData("{foo}", "names neither")]
    [InlineData("{run.team}", "names neither")]
    [InlineData("{\"a\": 1}", "{{ and }} for literal braces")]
    [InlineData("{item.a..b}", "names no field")]
    [InlineData("{item.q!s}", "conversion")]
    public void A_malformed_template_is_refused_before_any_item(string template, string message)
    {
        var exception = Assert.Throws<SpecValidationException>(() => PreparedPrompt.Parse(Spec(template), "prompts[2]"));
        var problem = Assert.Single(exception.Problems);
        Assert.Equal((ErrorCode.PromptMalformed, "prompts[2].messages[0].content"), (problem.Code, problem.Path));
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public void All_malformed_templates_are_reported_at_once()
    {
        var spec = new PromptSpec("p", [new(MessageRole.User, "{"), new(MessageRole.User, "") { Images = ["ok", "}"] }]) { FollowUps = [new(MessageRole.User, "{x}")], Examples = new ExamplesSpec(new DatasetSpec(DatasetKind.Memory), [new(MessageRole.User, "}")]) };
        var exception = Assert.Throws<SpecValidationException>(() => PreparedPrompt.Parse(spec));
        Assert.Equal(
            ["messages[0].content", "messages[1].images[1]", "follow_ups[0].content", "examples.messages[0].content"],
            exception.Problems.Select(problem => problem.Path));
    }

    [Theory]
    [InlineData("{item.q:d}")]
    [InlineData("{item.f:D2}")]
    [InlineData("{prompt.tone:F2}")]
    public void A_format_that_does_not_suit_the_value_is_an_error(string template)
    {
        var exception = Assert.Throws<AssayException>(() => PreparedPrompt.Parse(Spec(template)).Render(ItemOf(Json), Scope));
        Assert.Equal(ErrorCode.PromptMalformed, exception.Code);
    }

    [Fact]
    public void Messages_images_and_follow_ups_keep_their_roles_and_order()
    {
        var spec = new PromptSpec("p", [new(MessageRole.System, "S {item.n}"), new(MessageRole.User, "U") { Images = ["http://x/{item.n}.png"] }])
        {
            FollowUps = [new(MessageRole.User, "And {item.f}?")],
        };
        var prompt = PreparedPrompt.Parse(spec).Render(ItemOf(Json));
        Assert.Equal([new(MessageRole.System, "S 4"), new(MessageRole.User, "U") { Images = ["http://x/4.png"] }], prompt.Messages);
        Assert.Equal([new(MessageRole.User, "And 0.5?")], prompt.FollowUps);
    }

    private static readonly PromptScope Scope = new() { BenchmarkId = "b", SliceId = "s", Dimensions = new([new("lang", "en")]) };

    private static PromptSpec Spec(string template) =>
        new("direct", [new(MessageRole.User, template)]) { Family = "qa", Variables = new([new("tone", "kind")]) };

    private static Item ItemOf(string json)
    {
        var element = JsonElement.Parse(json);
        return new Item("it-1", element, CanonicalJson.Write(element));
    }
}
