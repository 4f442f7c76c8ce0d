using Assay.Specs;

namespace Assay.Tests.Specs;

public sealed class InferenceRulesTests
{
    [Theory]
    [MemberData(nameof(Broken))]
    public void Each_broken_parameter_is_found_at_its_path(string path, InferenceParams parameters)
    {
        Assert.Equal(path, Assert.Single(SpecValidator.Validate(parameters)).Path);
        var benchmark = SpecSamples.Small with { Inference = new() { Params = [parameters] } };
        Assert.Equal($"inference.params[0].{path}", Assert.Single(SpecValidator.Validate(benchmark)).Path);
    }

    public static TheoryData<string, InferenceParams> Broken => new()
    {
        { "temperature", new() { Temperature = -0.1 } },
        { "temperature", new() { Temperature = double.NaN } },
        { "temperature", new() { Temperature = double.PositiveInfinity } },
        { "top_p", new() { TopP = 0 } },
        { "top_p", new() { TopP = 1.01 } },
        { "top_k", new() { TopK = 0 } },
        { "max_tokens", new() { MaxTokens = 0 } },
        { "logprobs", new() { Logprobs = -1 } },
        { "stop[1]", new() { Stop = ["a", ""] } },
        { "stop[1]", new() { Stop = ["a", "a"] } },
        { "response_format", new() { ResponseFormat = "xml" } },
        { "extras.top_p", new() { Extras = SpecSamples.Json(("top_p", "1")) } },
    };

    [Fact]
    public void Bounds_themselves_are_valid() =>
        Assert.Empty(SpecValidator.Validate(new InferenceParams { Temperature = 0, TopP = 1, TopK = 1, MaxTokens = 1, Logprobs = 0, Seed = -1, ResponseFormat = "json_schema", Stop = ["\n"] }));

    [Fact]
    public void Equal_sets_of_params_are_refused()
    {
        var benchmark = SpecSamples.Small with { Inference = new() { Params = [new(), new() { Temperature = 0 }, new()] } };
        var problem = Assert.Single(SpecValidator.Validate(benchmark));
        Assert.Equal("inference.params[2]", problem.Path);
        Assert.Contains("inference.params[0]", problem.Message);
    }

    [Theory]
    [InlineData("top_p", "[1.5]", "inference.overrides.top_p[0]")]
    [InlineData("temperature", "[0,\"hot\"]", "inference.overrides.temperature[1]")]
    [InlineData("max_tokens", "[1.5]", "inference.overrides.max_tokens[0]")]
    [InlineData("temperature", "[]", "inference.overrides.temperature")]
    [InlineData("temperature", "[0,0.0]", "inference.overrides.temperature[1]")]
    [InlineData("extras", "[{}]", "inference.overrides.extras")]
    [InlineData("", "[1]", "inference.overrides[\"\"]")]
    public void Overrides_are_checked_as_the_parameters_they_set(string key, string values, string path) =>
        Assert.Equal(path, Assert.Single(SpecValidator.Validate(WithOverride(key, values))).Path);

    [Theory]
    [InlineData("temperature", "[0,1,null]")]
    [InlineData("stop", "[[\"a\"],[]]")]
    [InlineData("beam", "[1,\"x\",{\"a\":1}]")]
    public void Overrides_that_fit_or_go_to_the_extras_are_valid(string key, string values) =>
        Assert.Empty(SpecValidator.Validate(WithOverride(key, values)));

    private static BenchmarkSpec WithOverride(string key, string values) => SpecSamples.Small with
    {
        Inference = SpecJson.Read<InferenceGrid>($$"""{"overrides": {"{{key}}": {{values}} } }"""),
    };
}
