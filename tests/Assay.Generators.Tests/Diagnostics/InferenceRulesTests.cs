using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

public sealed class InferenceRulesTests
{
    [Theory]
    [InlineData("[Inference(ResponseType = [|typeof(string)|])]")]
    [InlineData("[Inference(ResponseType = [|typeof(int[])|])]")]
    [InlineData("[Inference(ResponseType = [|typeof(Uri)|])]")]
    [InlineData("[Inference(ResponseType = [|typeof(System.Version)|])]")]
    [InlineData("[Inference(ResponseFormat = \"json\", ResponseType = [|typeof(Ticket)|])]")]
    [InlineData("[Inference(ResponseType = [|typeof(Ticket)|], Extras = [\"json_schema={}\"])]")]
    public Task A_response_type_that_cannot_be_asked_for(string attribute) => VerifyAsync("ASY0054", attribute);

    [Theory]
    [InlineData("[Inference] [[|Inference|]]")]
    [InlineData("[Inference(Temperature = 1, Stop = [\"x\"])] [[|Inference(Stop = [\"x\"], Temperature = 1.0)|]]")]
    public Task Two_sets_that_are_the_same(string attributes) => VerifyAsync("ASY0051", attributes);

    [Theory]
    [InlineData("Inference", "top_p=1", "TopP")]
    [InlineData("InferenceGrid", "max_tokens=1", "MaxTokens")]
    [InlineData("Inference", "extras=1", "the key itself")]
    public async Task An_extra_with_a_parameters_name(string attribute, string extra, string property)
    {
        var diagnostic = await DiagnosticTest.VerifyAsync("ASY0052", Sources.Benchmark("", $"[{attribute}(Extras = [\"a=1\", [|\"{extra}\"|]])]"));
        Assert.Contains($"set {property} instead", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[|InferenceGrid|]]")]
    [InlineData("[InferenceGrid(TopK = [|[]|])]")]
    [InlineData("[InferenceGrid(Temperature = [0, 0.5, [|0.50|]])]")]
    [InlineData("[InferenceGrid(Extras = [\"effort=low\", [|\"effort = low\"|]])]")]
    public Task A_grid_without_values_that_differ(string attribute) => VerifyAsync("ASY0053", attribute);

    [Theory]
    [InlineData("[InferenceGrid(Temperature = [0, [|-1|]])]")]
    [InlineData("[InferenceGrid(TopP = [[|0|], 1])]")]
    [InlineData("[InferenceGrid(MaxTokens = new[] { 1, [|0|] })]")]
    [InlineData("[InferenceGrid(ResponseFormat = [[|\"xml\"|]])]")]
    [InlineData("[InferenceGrid(Logprobs = [[|-1|]])]")]
    [InlineData("[Inference(ResponseFormat = [|\"xml\"|])]")]
    [InlineData("[Inference(TopK = [|0|])]")]
    [InlineData("[Inference(Logprobs = [|-1|])]")]
    [InlineData("[Inference(Stop = [\"a\", [|\"a\"|]])]")]
    [InlineData("[Inference(Stop = [[|\"\"|]])]")]
    public Task A_value_out_of_range(string attribute) => VerifyAsync("ASY0014", attribute);

    [Fact]
    public Task An_extra_of_a_grid_that_is_no_pair() => VerifyAsync("ASY0013", "[InferenceGrid(Extras = [[|\"effort\"|]])]");

    [Fact]
    public Task A_second_grid_that_is_included() => DiagnosticTest.VerifyAsync(
        "ASY0702", Sources.Benchmark("", "[InferenceGrid(TopK = [1])] [Include(typeof([|Shared|]))]", "[InferenceGrid(TopK = [2])] public static class Shared;"));

    private static Task VerifyAsync(string id, string attributes) => DiagnosticTest.VerifyAsync(id, Sources.Benchmark("", attributes));
}
