using Assay.Compilation;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Compilation;

public sealed class InferenceGridExpanderTests
{
    [Fact]
    public void An_empty_grid_is_one_set_of_defaults() =>
        Assert.Equal([new InferenceParams()], InferenceGridExpander.Expand(new InferenceGrid()));

    [Fact]
    public void Base_sets_come_first_then_keys_in_ordinal_order_the_last_one_fastest()
    {
        var sets = InferenceGridExpander.Expand(new InferenceGrid
        {
            Params = [new() { MaxTokens = 1 }, new() { MaxTokens = 2 }],
            Overrides = Overrides(("top_p", "[0.9,0.5]"), ("temperature", "[0.7,0]")),
        });
        Assert.Equal(
            [(1, 0.7, 0.9), (1, 0.7, 0.5), (1, 0.0, 0.9), (1, 0.0, 0.5), (2, 0.7, 0.9), (2, 0.7, 0.5), (2, 0.0, 0.9), (2, 0.0, 0.5)],
            sets.Select(set => (set.MaxTokens!.Value, set.Temperature!.Value, set.TopP!.Value)));
    }

    [Fact]
    public void Every_parameter_can_be_overridden_and_unknown_keys_go_to_the_extras()
    {
        var set = Assert.Single(InferenceGridExpander.Expand(new InferenceGrid
        {
            Params = [new() { TopP = 0.5, Extras = new([new("k", JsonValue.Parse("1"))]) }],
            Overrides = Overrides(
                ("temperature", "[1]"), ("top_p", "[null]"), ("top_k", "[3]"), ("max_tokens", "[4]"), ("logprobs", "[0]"), ("seed", "[-5]"),
                ("stop", "[[\"a\",\"b\"]]"), ("response_format", "[\"json\"]"), ("beam", "[2]")),
        }));
        Assert.Equal(
            new InferenceParams
            {
                Temperature = 1,
                TopK = 3,
                MaxTokens = 4,
                Logprobs = 0,
                Seed = -5,
                Stop = ["a", "b"],
                ResponseFormat = "json",
                Extras = new([new("k", JsonValue.Parse("1")), new("beam", JsonValue.Parse("2"))]),
            },
            set);
    }

    [Fact]
    public void Sets_that_ask_the_same_thing_are_run_once() =>
        Assert.Equal([0.0, 1.0], InferenceGridExpander.Expand(new InferenceGrid
        {
            Params = [new(), new() { Temperature = 0 }, new()],
            Overrides = Overrides(("temperature", "[0,1,0.0]")),
        }).Select(set => set.Temperature!.Value));

    [Theory]
    [InlineData("temperature", "[-1]")]
    [InlineData("temperature", "[\"0\"]")]
    [InlineData("top_p", "[1.5]")]
    [InlineData("top_p", "[0]")]
    [InlineData("top_k", "[0]")]
    [InlineData("max_tokens", "[1.5]")]
    [InlineData("logprobs", "[-1]")]
    [InlineData("seed", "[\"x\"]")]
    [InlineData("stop", "[[1]]")]
    [InlineData("response_format", "[\"xml\"]")]
    [InlineData("extras", "[{}]")]
    public void A_value_that_does_not_fit_its_key_is_named_by_path(string key, string values)
    {
        var exception = Assert.Throws<SpecValidationException>(() => InferenceGridExpander.Expand(new InferenceGrid { Overrides = Overrides((key, values)) }));
        var problem = Assert.Single(exception.Problems);
        Assert.Equal((ErrorCode.SchemaMismatch, $"inference.overrides.{key}[0]"), (problem.Code, problem.Path));
    }

    [Fact]
    public void All_problems_of_a_grid_are_reported_at_once()
    {
        var grid = new InferenceGrid { Overrides = Overrides(("top_p", "[0.5,2,3]"), ("temperature", "[]")) };
        var exception = Assert.Throws<SpecValidationException>(() => InferenceGridExpander.Expand(grid, "b.inference"));
        Assert.Equal(
            ["b.inference.overrides.temperature", "b.inference.overrides.top_p[1]", "b.inference.overrides.top_p[2]"],
            exception.Problems.Select(problem => problem.Path));
    }

    private static ValueMap<ValueList<JsonValue>> Overrides(params (string Key, string Values)[] overrides) =>
        new(overrides.Select(pair => KeyValuePair.Create(
            pair.Key,
            ValueList.From(JsonValue.Parse(pair.Values).Element.EnumerateArray().Select(value => new JsonValue(value))))));
}
