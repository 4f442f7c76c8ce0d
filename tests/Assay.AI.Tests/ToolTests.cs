using System.ComponentModel;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Runtime;
using Assay.Specs;
using Assay.StubProvider;
using Microsoft.Extensions.AI;

namespace Assay.AI.Tests;

/// <summary>Models call tools, read what they say, and answer.</summary>
public sealed class ToolTests
{
    private static readonly ToolSpec Weather = new("weather", "Tells the weather.") { InputSchema = JsonValue.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}""") };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tool_is_called_and_its_answer_read(bool streams)
    {
        await using var stub = await StubAsync(static request => request.LastRole == "tool" ? new StubAnswer($"It is {request.LastText}.") : StubAnswer.Calling("x9", "weather", """{"city":"Oslo"}"""));
        using var engine = Asked.Engine(Asked.At(stub, streams));

        var output = await engine.GenerateAsync(With(static arguments => $"cold in {arguments.GetProperty("city").GetString()}"), Asked.Token);

        Assert.Equal("It is cold in Oslo.", output.Text);
        Assert.Equal(
            [
                new ConversationTurn(MessageRole.Assistant, "") { ToolName = "weather", ToolCallId = "call_1", Arguments = JsonValue.Parse("""{"city":"Oslo"}""") },
                new ConversationTurn(MessageRole.Tool, "cold in Oslo") { ToolName = "weather", ToolCallId = "call_1" },
            ],
            output.Conversation);
        Assert.Equal(stub.Requests.Sum(static request => request.Messages.Sum(static message => StubRequest.TextOf(message).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length)), output.InputTokens);
        var sent = stub.Requests[1].Messages;
        Assert.Equal("x9", sent[^1].GetProperty("tool_call_id").GetString());
        Assert.Equal("x9", sent[^2].GetProperty("tool_calls")[0].GetProperty("id").GetString());
        Assert.Equal("Tells the weather.", stub.Requests[0].Body.GetProperty("tools")[0].GetProperty("function").GetProperty("description").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_that_the_provider_repeats_is_made_once(bool streams)
    {
        var calls = 0;
        await using var stub = await StubServer.StartAsync(
            new StubOptions
            {
                Answer = static request => request.LastRole == "tool" ? new StubAnswer("Done.") : StubAnswer.Calling("x9", "weather", """{"city":"Oslo"}"""),
                Fault = static request => request.Number == 1 ? new StubFault(StubFaultKind.DuplicateToolCalls) : null,
            },
            Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub, streams));

        var output = await engine.GenerateAsync(With(_ => $"call {++calls}"), Asked.Token);

        Assert.Equal(1, calls);
        Assert.Equal(2, output.Conversation.Count);
        Assert.Single(stub.Requests[1].Messages, static message => message.GetProperty("role").GetString() == "tool");
        Assert.Single(stub.Requests[1].Messages.Single(static message => message.TryGetProperty("tool_calls", out _)).GetProperty("tool_calls").EnumerateArray());
    }

    [Fact]
    public async Task Two_calls_in_one_answer_are_both_made_in_order()
    {
        await using var stub = await StubAsync(static request => request.LastRole == "tool"
            ? new StubAnswer("Done.")
            : new StubAnswer("Let me look.") { ToolCalls = [new("a", "weather", """{"city":"Oslo"}"""), new("b", "weather", """{"city":"Rome"}""")] });
        using var engine = Asked.Engine(Asked.At(stub));

        var output = await engine.GenerateAsync(With(static arguments => arguments.GetProperty("city").GetString()!), Asked.Token);

        Assert.Equal(["Let me look.", "", "", "Oslo", "Rome"], output.Conversation.Select(static turn => turn.Text));
        Assert.Equal([null, "call_1", "call_2", "call_1", "call_2"], output.Conversation.Select(static turn => turn.ToolCallId));
    }

    [Theory]
    [InlineData("weather", """{"city":""", "Error: The arguments are no JSON object. Write them as the tool's schema says.")]
    [InlineData("whether", "{}", "Error: There is no tool 'whether'. Call one of: weather.")]
    [InlineData("weather", """{"city":"Atlantis"}""", "Error: Atlantis has sunk.")]
    public async Task What_is_wrong_with_a_call_is_told_to_the_model(string tool, string arguments, string told)
    {
        await using var stub = await StubAsync(request => request.LastRole == "tool" ? new StubAnswer(request.LastText) : StubAnswer.Calling("x", tool, arguments));
        using var engine = Asked.Engine(Asked.At(stub));

        var output = await engine.GenerateAsync(With(static _ => throw new InvalidOperationException("Atlantis has sunk.")), Asked.Token);

        Assert.Equal(told, output.Text);
    }

    [Fact]
    public async Task Tool_that_takes_too_long_is_told_to_the_model()
    {
        await using var stub = await StubAsync(static request => request.LastRole == "tool" ? new StubAnswer(request.LastText) : StubAnswer.Calling("x", "weather", "{}"));
        using var engine = Asked.Engine(Asked.At(stub) with { ToolTimeoutSeconds = 0.1 });
        var never = new FunctionToolHandler("weather", "1", static async (_, _, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return "";
        });

        var output = await engine.GenerateAsync(With(never), Asked.Token);

        Assert.Equal("Error: The tool did not answer within 0.1 s.", output.Text);
    }

    [Fact]
    public async Task Model_that_calls_forever_is_stopped_after_its_turns()
    {
        await using var stub = await StubAsync(static _ => StubAnswer.Calling("x", "weather", "{}"));
        using var engine = Asked.Engine(Asked.At(stub) with { MaxTurns = 3 });

        var failure = await Assert.ThrowsAsync<EngineException>(async () => await engine.GenerateAsync(With(static _ => "rain"), Asked.Token));

        Assert.Equal(ErrorCode.ToolLimit, failure.Code);
        Assert.Equal(3, stub.Requests.Count);
    }

    [Fact]
    public async Task Model_that_calls_too_much_at_once_is_stopped_before_the_calls()
    {
        var calls = 0;
        await using var stub = await StubAsync(static _ => new StubAnswer("") { ToolCalls = [.. Enumerable.Range(1, 4).Select(static i => new StubToolCall($"c{i}", "weather", "{}"))] });
        using var engine = Asked.Engine(Asked.At(stub) with { MaxToolCalls = 3 });

        var failure = await Assert.ThrowsAsync<EngineException>(async () => await engine.GenerateAsync(With(_ => $"{++calls}"), Asked.Token));

        Assert.Equal(ErrorCode.ToolLimit, failure.Code);
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Tool_without_a_handler_fails_the_trial_and_not_the_model()
    {
        await using var stub = await StubAsync(static _ => StubAnswer.Calling("x", "weather", "{}"));
        using var engine = Asked.Engine(Asked.At(stub));

        var failure = await Assert.ThrowsAsync<EngineException>(async () => await engine.GenerateAsync(Asked.Request("?") with { Tools = [Weather] }, Asked.Token));

        Assert.Equal(ErrorCode.PluginUnknown, failure.Code);
        Assert.Contains("register one", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Function_of_the_abstractions_is_a_tool_with_its_own_schema()
    {
        var plugins = new PluginRegistry().AddFunction(AIFunctionFactory.Create(Add, "add", "Adds numbers."));
        Assert.True(plugins.TryGetToolSpec("add", out var spec));
        await using var stub = await StubAsync(static request => request.LastRole == "tool" ? new StubAnswer(request.LastText) : StubAnswer.Calling("x", "add", """{"a":2,"b":40}"""));
        using var engine = Asked.Engine(Asked.At(stub));

        var output = await engine.GenerateAsync(Asked.Request("2+40?") with { Tools = [spec], Runtime = RuntimeContext.Empty.WithHandlers(plugins, ["add"]) }, Asked.Token);

        Assert.Equal("42", output.Text);
        var declared = stub.Requests[0].Body.GetProperty("tools")[0].GetProperty("function");
        Assert.Equal("The first.", declared.GetProperty("parameters").GetProperty("properties").GetProperty("a").GetProperty("description").GetString());
    }

    private static int Add([Description("The first.")] int a, int b) => a + b;

    private static EngineRequest With(Func<JsonElement, string> tool) =>
        With(new FunctionToolHandler("weather", "1", (arguments, _, _) => ValueTask.FromResult(tool(arguments))));

    private static EngineRequest With(IToolHandler tool) => Asked.Request("What is the weather?") with
    {
        Tools = [Weather],
        Runtime = new RuntimeContext { ToolHandlers = new Dictionary<string, IToolHandler> { ["weather"] = tool } },
    };

    private static Task<StubServer> StubAsync(Func<StubRequest, StubAnswer> answer) => StubServer.StartAsync(new StubOptions { Answer = answer }, Asked.Token);
}
