using Assay.Contracts;
using Assay.Errors;

namespace Assay.Tests.Contracts;

public sealed class PluginRegistryBuiltInsTests
{
    [Theory]
    [InlineData("regex")]
    [InlineData("json_schema")]
    [InlineData("embedded_json")]
    [InlineData("first_number")]
    [InlineData("choice_letter")]
    [InlineData("boxed_text")]
    [InlineData("normalized_text")]
    [InlineData("math_answer")]
    public void Registry_with_built_ins_has_the_extractor(string id)
    {
        Assert.True(PluginRegistry.WithBuiltIns().TryGetExtractor(id, out var extractor));
        Assert.Equal((id, "1"), (extractor.Id, extractor.Version));
    }

    [Theory]
    [InlineData("exact_match")]
    [InlineData("normalized_match")]
    [InlineData("numeric")]
    [InlineData("contains")]
    [InlineData("regex")]
    [InlineData("set_f1")]
    [InlineData("token_f1")]
    [InlineData("edit_similarity")]
    [InlineData("rouge_l")]
    [InlineData("bleu")]
    [InlineData("choice_accuracy")]
    [InlineData("json_field_match")]
    [InlineData("answer_probability")]
    [InlineData("tool_calls")]
    [InlineData("turn_count")]
    [InlineData("tool_call_count")]
    [InlineData("tool_error_count")]
    public void Registry_with_built_ins_has_the_metric(string id)
    {
        Assert.True(PluginRegistry.WithBuiltIns().TryGetMetric(id, out var metric));
        Assert.Equal((id, "1"), (metric.Id, metric.Version));
    }

    [Fact]
    public void Registry_with_built_ins_takes_more_and_refuses_a_taken_id()
    {
        var registry = PluginRegistry.WithBuiltIns().Add(new CodePassMetric((_, _) => Task.FromResult(new CodeVerdict(1)), "1"));
        Assert.True(registry.TryGetMetric("code_pass", out _));
        Assert.Throws<AssayException>(() => registry.Add(new FunctionExtractor("regex", "1", (_, _) => default)));
        Assert.False(new PluginRegistry().TryGetExtractor("regex", out _));
    }
}
