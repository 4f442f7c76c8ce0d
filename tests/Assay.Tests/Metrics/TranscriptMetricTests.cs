using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Tests.Extractors;

namespace Assay.Tests.Metrics;

/// <summary>What a conversation is scored by: calls and their arguments, and how many of what there were.</summary>
public sealed class TranscriptMetricTests
{
    private static readonly Transcript Conversation = Transcript.Empty
        .Said("Let me look.")
        .Called("status", Json("""{"order":7,"verbose":true}"""), "shipped")
        .Called("refund", Json("""{"order":8}"""), "Error: There is no order 8.")
        .Asked("And order 7?")
        .Called("refund", Json("""{"order":7.0,"lines":[{"n":1,"why":"torn"}]}"""), "done")
        .Answered("Refunded.");

    [Theory]
    [InlineData(null, """["status","refund","refund"]""", 1)]
    [InlineData(null, """["status","refund"]""", 0)]
    [InlineData(null, """["refund","status","refund"]""", 0)]
    [InlineData("""{"order":"in_order"}""", """["status","refund"]""", 1)]
    [InlineData("""{"order":"in_order"}""", """["refund","status"]""", 0)]
    [InlineData("""{"order":"any_order"}""", """["refund","status"]""", 1)]
    [InlineData("""{"order":"any_order"}""", """["status","status"]""", 0)]
    [InlineData("""{"order":"any_order"}""", """[{"tool":"refund","arguments":{"order":7}},{"tool":"refund"}]""", 1)]
    [InlineData("""{"order":"any_order"}""", """[{"tool":"refund"},{"tool":"refund","arguments":{"order":7}}]""", 1)]
    [InlineData("""{"order":"in_order"}""", """[{"tool":"refund","arguments":{"lines":[{"n":1}]}}]""", 1)]
    [InlineData("""{"order":"in_order"}""", """[{"tool":"refund","arguments":{"lines":[]}}]""", 0)]
    [InlineData("""{"order":"in_order","arguments":"exact"}""", """[{"tool":"status","arguments":{"order":7}}]""", 0)]
    [InlineData("""{"order":"in_order","arguments":"exact"}""", """[{"tool":"status","arguments":{"verbose":true,"order":7.0}}]""", 1)]
    [InlineData("""{"order":"in_order","arguments":"ignore"}""", """[{"tool":"status","arguments":{"order":9}}]""", 1)]
    [InlineData("""{"partial":true}""", """["status","refund"]""", 2.0 / 3)]
    [InlineData("""{"partial":true,"order":"in_order"}""", """["refund","status","cancel","refund"]""", 0.5)]
    [InlineData("""{"order":"any_order"}""", "[]", 1)]
    [InlineData(null, "[]", 0)]
    public async Task Tool_calls_are_held_against_the_expected_ones(string? config, string tools, double score) =>
        Assert.Equal(score, (await ScoreAsync("tool_calls", config, $$"""{"tools":{{tools}}}""")).Value, 12);

    [Fact]
    public async Task Calls_that_differ_are_told() => Assert.Equal(
        """Expected status({"order":1}); called status({"order":7,"verbose":true}), refund({"order":8}), refund({"lines":[{"n":1,"why":"torn"}],"order":7}).""",
        (await ScoreAsync("tool_calls", null, """{"tools":[{"tool":"status","arguments":{"order":1}}]}""")).Explanation);

    [Theory]
    [InlineData("""{"tools":"status"}""")]
    [InlineData("""{"tools":[{"arguments":{}}]}""")]
    [InlineData("""{"tools":[1]}""")]
    [InlineData("{}")]
    public async Task Expected_calls_of_another_form_are_refused(string item) =>
        Assert.Equal(ErrorCode.MetricFailed, (await Assert.ThrowsAsync<AssayException>(() => ScoreAsync("tool_calls", null, item))).Code);

    [Theory]
    [InlineData("turn_count", null, 4)]
    [InlineData("tool_call_count", null, 3)]
    [InlineData("tool_call_count", """{"tool":"refund"}""", 2)]
    [InlineData("tool_error_count", null, 1)]
    [InlineData("tool_error_count", """{"tool":"status"}""", 0)]
    public async Task Turns_calls_and_errors_are_counted(string metric, string? config, double count) => Assert.Equal(count, (await ScoreAsync(metric, config, "{}")).Value);

    [Fact]
    public void Settings_that_do_not_exist_are_refused() => Assert.Throws<SpecValidationException>(static () => BuiltIn.Metric("turn_count", """{"tool":"x"}"""));

    [Fact]
    public void Transcript_is_read_by_its_members()
    {
        Assert.Equal(["status", "refund", "refund"], Conversation.Tools);
        Assert.True(Conversation.CalledExactly("status", "refund", "refund"));
        Assert.False(Conversation.CalledExactly("status"));
        Assert.True(Conversation.CalledInOrder("status", "refund"));
        Assert.False(Conversation.CalledInOrder("refund", "status"));
        Assert.True(Conversation.CalledInAnyOrder("refund", "refund", "status"));
        Assert.False(Conversation.CalledInAnyOrder("status", "status"));
        Assert.Equal(["Error: There is no order 8."], Conversation.Errors);
        Assert.Equal(4, Conversation.AnswerCount);
        Assert.Equal(1, Transcript.Of("Alone.").AnswerCount);
        Assert.Equal("Refunded.", Conversation.Answer);
        Assert.Equal(Conversation.Turns, Transcript.Of(Conversation.ToOutput()).Turns);
        Assert.True(Conversation.Calls[0].Has("""{"order":7.0}"""));
        Assert.False(Conversation.Calls[0].Has("""{"order":"7"}"""));
    }

    [Fact]
    public void Call_without_a_result_has_none() =>
        Assert.Equal((null, false), (Transcript.Of(new Output("") { Conversation = [new ConversationTurn(Assay.Specs.MessageRole.Assistant, "") { ToolName = "status", ToolCallId = "c" }] }).Calls.Single() is var call ? call.Result : "", false));

    private static async Task<MetricResult> ScoreAsync(string metric, string? config, string item) =>
        await BuiltIn.Metric(metric, config)(new MetricContext(new Item("q7", "", Encoding.UTF8.GetBytes(item)), Conversation.ToOutput(), null), CancellationToken.None);

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
