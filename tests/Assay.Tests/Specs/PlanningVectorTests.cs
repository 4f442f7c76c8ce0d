using System.Text.Json.Nodes;
using Assay.Errors;
using Assay.Specs;
using Assay.Tests.Conformance;

namespace Assay.Tests.Specs;

/// <summary>
/// The invalid cases of the planning vectors in our grammar. One of them is valid here: <c>invalid-no-prompts</c>, for
/// engines may read items alone.
/// </summary>
public sealed class PlanningVectorTests
{
    [Theory]
    [InlineData("invalid-unknown-parse", "scores[0].parse")]
    [InlineData("invalid-score-no-metrics", "scores[0].metrics")]
    [InlineData("invalid-empty-bm-id", "id")]
    [InlineData("invalid-unknown-field", "foo")]
    [InlineData("invalid-local-no-path", "slices[0].dataset.path")]
    [InlineData("invalid-max-tokens-0", "inference.params[0].max_tokens")]
    [InlineData("invalid-string-temp", "inference.params[0].temperature")]
    [InlineData("num-samples-0", "samples")]
    [InlineData("grid-invalid-value", "inference.overrides.top_p[0]")]
    [InlineData("prompt-families-none", "slices[0].families[0]")]
    public void Invalid_benchmarks_are_refused_where_the_fault_is(string name, string path)
    {
        var error = Assert.Throws<SpecValidationException>(() => SpecValidator.EnsureValid(SpecJson.Read<BenchmarkSpec>(PlanningVectors.Translate(Case(name)))));
        Assert.Equal(path, Assert.Single(error.Problems).Path);
    }

    [Theory]
    [InlineData("invalid-dup-tool-decl", "tools[1].id")]
    [InlineData("invalid-mcp-both", "mcp_servers[0]")]
    [InlineData("invalid-mcp-no-approval", "mcp_servers[0].require_approval")]
    public void Invalid_tools_and_servers_are_refused_where_the_fault_is(string name, string path)
    {
        var benchmark = Case(name);
        var project = new JsonObject { ["name"] = "x", ["tools"] = benchmark["tools"]?.DeepClone(), ["mcp_servers"] = benchmark["mcp_servers"]?.DeepClone() };
        if (project["mcp_servers"]?[0]?["server_url"] is { } placeholder)
            placeholder.ReplaceWith("https://example.org");
        foreach (var absent in project.Where(static member => member.Value is null).Select(static member => member.Key).ToList())
            project.Remove(absent);
        var error = Assert.Throws<SpecValidationException>(() => SpecValidator.EnsureValid(SpecJson.Read<ProjectSpec>(project.ToJsonString())));
        Assert.Equal(path, Assert.Single(error.Problems).Path);
    }

    [Theory]
    [InlineData("minimal")]
    [InlineData("order-full")]
    [InlineData("grid-overrides")]
    [InlineData("grid-override-extra-key")]
    [InlineData("prompt-ids")]
    [InlineData("prompt-families")]
    [InlineData("invalid-no-prompts")]
    public void Valid_benchmarks_are_read_and_have_no_problems(string name) =>
        SpecValidator.EnsureValid(SpecJson.Read<BenchmarkSpec>(PlanningVectors.Translate(Case(name))));

    private static JsonObject Case(string name) => PlanningVectors.Case(name)["input"]!["benchmark"]!.AsObject();
}
