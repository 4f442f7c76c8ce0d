using Assay.Contracts;
using Assay.Errors;
using Assay.Runtime;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>Providers that speak Anthropic's interface, by its own client.</summary>
public sealed class AnthropicTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answer_is_read_with_what_the_provider_says_of_it(bool streams)
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = static _ => new StubAnswer("four words are these") { FinishReason = "length" } }, Asked.Token);
        using var key = new EnvironmentVariable("sk-ant");
        using var engine = Engine(stub, streams, key.Reference);

        var output = await engine.GenerateAsync(Asked.Request("Give me four words", new InferenceParams { Temperature = 0.5, TopK = 7, MaxTokens = 99, Stop = ["END"] }), Asked.Token);

        Assert.Equal("four words are these", output.Text);
        Assert.Equal((4, 4), (output.InputTokens, output.OutputTokens));
        Assert.Equal(("length", "req-1", "tiny-1-2026-01-01"), (output.FinishReason, output.RequestId, output.ModelVersion));
        Assert.Equal(streams, output.TimeToFirstToken is not null);
        var sent = stub.Requests[0];
        Assert.Equal(("sk-ant", "quality"), (sent.Headers["x-api-key"], sent.Headers["x-team"]));
        Assert.Equal((0.5, 7, 99, "END"), (sent.Body.GetProperty("temperature").GetDouble(), sent.Body.GetProperty("top_k").GetInt32(), sent.Body.GetProperty("max_tokens").GetInt32(), sent.Body.GetProperty("stop_sequences")[0].GetString()));
        Assert.False(sent.Body.TryGetProperty("seed", out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tool_is_called_and_its_answer_read(bool streams)
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = static request => request.Messages.Count > 1 ? new StubAnswer("Cold.") : StubAnswer.Calling("t1", "weather", """{"city":"Oslo"}""") }, Asked.Token);
        using var engine = Engine(stub, streams);
        var tool = new FunctionToolHandler("weather", "1", static (arguments, _, _) => ValueTask.FromResult($"cold in {arguments.GetProperty("city").GetString()}"));

        var output = await engine.GenerateAsync(
            Asked.Request("Weather?") with { Tools = [new ToolSpec("weather", "Tells the weather.")], Runtime = new RuntimeContext { ToolHandlers = new Dictionary<string, IToolHandler> { ["weather"] = tool } } },
            Asked.Token);

        Assert.Equal("Cold.", output.Text);
        Assert.Equal("cold in Oslo", output.Conversation[1].Text);
        Assert.Contains("tool_result", stub.Requests[1].Messages[^1].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_of_the_answer_is_sent()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = static _ => new StubAnswer("{}") }, Asked.Token);
        using var engine = Engine(stub, streams: true);

        await engine.GenerateAsync(Asked.Request("Label it.", new InferenceParams { ResponseFormat = "json_schema", Extras = new([KeyValuePair.Create("json_schema", JsonValue.Parse("""{"type":"object","properties":{"label":{"type":"string"}},"required":["label"],"additionalProperties":false}"""))]) }), Asked.Token);

        Assert.Contains("\"label\"", stub.Requests[0].Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instructions_of_system_and_developer_are_sent()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = static _ => new StubAnswer("Yes.") }, Asked.Token);
        using var engine = Engine(stub, streams: true);

        await engine.GenerateAsync(Asked.Request(new Prompt(new Message(MessageRole.System, "Be brief."), new Message(MessageRole.Developer, "Use English."), new Message(MessageRole.User, "Yes?"))), Asked.Token);

        var body = stub.Requests[0].Body;
        Assert.Contains("Be brief.", body.GetProperty("system").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Use English.", body.GetProperty("system").GetRawText(), StringComparison.Ordinal);
        Assert.Single(body.GetProperty("messages").EnumerateArray());
    }

    public static TheoryData<string, StubFault> Faults => new()
    {
        { "rate_limit", StubFault.RateLimited(2) },
        { "unavailable", StubFault.Of(529, "overloaded_error") },
        { "unavailable", StubFault.Of(500) },
        { "auth", StubFault.Of(401, "authentication_error") },
        { "bad_request", StubFault.Of(400, "invalid_request_error") },
        { "context_length", StubFault.Of(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum") },
        { "malformed_response", new StubFault(StubFaultKind.MalformedJson) },
        { "malformed_response", new StubFault(StubFaultKind.WrongContentType) },
        { "malformed_response", new StubFault(StubFaultKind.Truncated) },
        { "unavailable", new StubFault(StubFaultKind.Reset) },
        { "unavailable", new StubFault(StubFaultKind.ResetMidway) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_has_its_code_streamed_and_whole(string code, StubFault fault)
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Fault = _ => fault, Answer = static _ => new StubAnswer("a whole answer of several words") }, Asked.Token);
        foreach (var streams in (bool[])[true, false])
        {
            using var engine = Engine(stub, streams);
            var failure = await Assert.ThrowsAsync<EngineException>(async () => await engine.AskAsync("Hello?"));
            Assert.True(code == failure.Code.Value, $"{(streams ? "streamed" : "whole")}: {failure}");
        }

        Assert.Equal(2, stub.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Extras_become_members_of_the_body(bool streams)
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = static _ => new StubAnswer("Yes.") }, Asked.Token);
        using var engine = Engine(stub, streams);

        await engine.GenerateAsync(Asked.Request("Yes?", new InferenceParams { Extras = new([KeyValuePair.Create("service_tier", JsonValue.Parse("\"auto\""))]) }), Asked.Token);

        var body = stub.Requests[0].Body;
        Assert.Equal(("auto", "tiny-1", 4096), (body.GetProperty("service_tier").GetString(), body.GetProperty("model").GetString(), body.GetProperty("max_tokens").GetInt32()));
        Assert.Equal("Yes?", StubRequest.TextOf(Assert.Single(body.GetProperty("messages").EnumerateArray())));
    }

    private static ChatEngine Engine(StubServer stub, bool streams, string? key = null) => Asked.Engine(new ProviderSpec("anthropic")
    {
        BaseUrl = new Uri(stub.BaseUrl, "/").ToString(),
        Stream = streams,
        ApiKey = key,
        Headers = new([KeyValuePair.Create("x-team", "quality")]),
    });
}
