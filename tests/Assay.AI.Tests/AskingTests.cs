using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>What is sent to a provider, and what is kept of its answer.</summary>
public sealed class AskingTests
{
    [Fact]
    public async Task All_params_are_sent_under_the_provider_s_names()
    {
        var body = await SentAsync(Asked.Request("Hi", new InferenceParams
        {
            Temperature = 0.5,
            TopP = 0.25,
            TopK = 40,
            MaxTokens = 64,
            Stop = ["END", "\n\n"],
            Seed = 1234567890123,
            ResponseFormat = "json",
            Extras = new([KeyValuePair.Create("min_p", JsonValue.Parse("0.1")), KeyValuePair.Create("guided", JsonValue.Parse("""{"regex":"a+"}"""))]),
        }));

        Assert.Equal(0.5, body.GetProperty("temperature").GetDouble());
        Assert.Equal(0.25, body.GetProperty("top_p").GetDouble());
        Assert.Equal(40, body.GetProperty("top_k").GetInt32());
        Assert.Equal(64, body.TryGetProperty("max_completion_tokens", out var most) ? most.GetInt32() : body.GetProperty("max_tokens").GetInt32());
        Assert.Equal(["END", "\n\n"], body.GetProperty("stop").EnumerateArray().Select(static text => text.GetString()));
        Assert.Equal(1234567890123, body.GetProperty("seed").GetInt64());
        Assert.Equal("json_object", body.GetProperty("response_format").GetProperty("type").GetString());
        Assert.Equal(0.1, body.GetProperty("min_p").GetDouble());
        Assert.Equal("a+", body.GetProperty("guided").GetProperty("regex").GetString());
        Assert.Equal("tiny-1", body.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Param_that_is_not_set_is_not_sent_and_the_seed_is_the_candidate_s()
    {
        var body = await SentAsync(Asked.Request("Hi"));

        Assert.Equal(["messages", "model", "seed", "stream", "stream_options"], body.EnumerateObject().Select(static member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal(17, body.GetProperty("seed").GetInt64());
    }

    [Fact]
    public async Task Params_extras_win_over_the_model_s()
    {
        var request = Asked.Request("Hi", new InferenceParams { Extras = new([KeyValuePair.Create("user", JsonValue.Parse("\"params\""))]) });
        request = request with { Model = request.Model with { Extras = new([KeyValuePair.Create("user", JsonValue.Parse("\"model\"")), KeyValuePair.Create("tier", JsonValue.Parse("\"flex\""))]) } };

        var body = await SentAsync(request);

        Assert.Equal(("params", "flex"), (body.GetProperty("user").GetString(), body.GetProperty("tier").GetString()));
    }

    [Fact]
    public async Task Roles_and_images_are_sent_as_they_are()
    {
        const string Pixel = "data:image/png;base64,iVBORw0KGgo=";
        var body = await SentAsync(Asked.Request(new Prompt(
            new Message(MessageRole.System, "Be brief."),
            new Message(MessageRole.Developer, "Use English."),
            new Message(MessageRole.User, "Which?") { Images = ["https://example.org/cat.png", Pixel] },
            new Message(MessageRole.Assistant, "Looking."),
            new Message(MessageRole.Tool, "cat"),
            new Message(MessageRole.User, "So?"))));

        var messages = body.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(["system", "developer", "user", "assistant", "assistant", "tool", "user"], messages.Select(static message => message.GetProperty("role").GetString()));
        var parts = messages[2].GetProperty("content").EnumerateArray().ToList();
        Assert.Equal("Which?", parts[0].GetProperty("text").GetString());
        Assert.Equal(["https://example.org/cat.png", Pixel], parts.Skip(1).Select(static part => part.GetProperty("image_url").GetProperty("url").GetString()));
        Assert.Equal(messages[4].GetProperty("tool_calls")[0].GetProperty("id").GetString(), messages[5].GetProperty("tool_call_id").GetString());
    }

    [Fact]
    public async Task Schema_of_the_answer_is_sent_and_the_answer_keeps_to_it()
    {
        await using var stub = await StubServer.StartAsync(null, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub));
        const string Schema = """{"type":"object","properties":{"label":{"type":"string"},"sure":{"type":"boolean"}},"required":["label","sure"]}""";

        var output = await engine.GenerateAsync(Asked.Request("Label it.", new InferenceParams { ResponseFormat = "json_schema", Extras = new([KeyValuePair.Create("json_schema", JsonValue.Parse(Schema))]) }), Asked.Token);

        using var answer = JsonDocument.Parse(output.Text);
        Assert.Equal(["label", "sure"], answer.RootElement.EnumerateObject().Select(static member => member.Name).Order(StringComparer.Ordinal));
        var sent = stub.Requests[0].Body;
        Assert.Equal("json_schema", sent.GetProperty("response_format").GetProperty("type").GetString());
        Assert.False(sent.TryGetProperty("json_schema", out _));
    }

    [Fact]
    public async Task Answer_by_a_schema_that_is_not_given_is_refused_before_anything_is_sent()
    {
        await using var stub = await StubServer.StartAsync(null, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub));

        var failure = await Assert.ThrowsAsync<EngineException>(async () => await engine.GenerateAsync(Asked.Request("Label it.", new InferenceParams { ResponseFormat = "json_schema" }), Asked.Token));

        Assert.Equal(ErrorCode.BadRequest, failure.Code);
        Assert.Contains("give one as the extra 'json_schema'", failure.Message, StringComparison.Ordinal);
        Assert.Empty(stub.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Usage_reason_request_id_and_version_are_kept(bool streams)
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = static _ => new StubAnswer("four words are these") { FinishReason = "length" } }, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub, streams));

        var output = await engine.AskAsync("Give me four words");

        Assert.Equal("four words are these", output.Text);
        Assert.Equal((4, 4, 0), (output.InputTokens, output.OutputTokens, output.CachedInputTokens));
        Assert.Equal(("length", "req-1", "tiny-1-2026-01-01"), (output.FinishReason, output.RequestId, output.ModelVersion));
        Assert.Equal(streams, output.TimeToFirstToken is not null);
        Assert.Empty(output.Conversation);
    }

    [Fact]
    public async Task Key_and_headers_come_from_the_environment()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { ApiKey = "sk-right" }, Asked.Token);
        using var key = new EnvironmentVariable("sk-right");
        using var header = new EnvironmentVariable("blue");
        using var engine = Asked.Engine(Asked.At(stub) with { ApiKey = key.Reference, Headers = new([KeyValuePair.Create("x-team", "quality"), KeyValuePair.Create("x-token", header.Reference)]) });

        await engine.AskAsync("Hi");

        var sent = stub.Requests[0].Headers;
        Assert.Equal(("Bearer sk-right", "quality", "blue"), (sent["Authorization"], sent["x-team"], sent["x-token"]));
    }

    [Fact]
    public async Task Provider_without_a_key_is_sent_none()
    {
        await using var stub = await StubServer.StartAsync(null, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub));

        await engine.AskAsync("Hi");

        Assert.DoesNotContain("Authorization", stub.Requests[0].Headers.Keys);
    }

    [Theory]
    [InlineData("openai", false)]
    [InlineData("azure_openai", false)]
    [InlineData("openai_compatible", true)]
    [InlineData("ollama", true)]
    public void Kind_says_what_it_can_do(string kind, bool samplesFromTheMostProbable)
    {
        using var engine = Asked.Engine(new ProviderSpec(kind) { BaseUrl = "http://127.0.0.1:1/v1" });

        Assert.Equal(EngineCapabilities.Unknown with { ResponseFormats = ["text", "json", "json_schema", "embedding"], McpServers = false, TopK = samplesFromTheMostProbable }, engine.Capabilities);
    }

    [Theory]
    [InlineData("azure_openai")]
    [InlineData("openai_compatible")]
    public void Kind_without_an_address_of_its_own_asks_for_one(string kind)
    {
        var refusal = Assert.Throws<AssayException>(() => Asked.Engine(new ProviderSpec(kind)));

        Assert.Equal(ErrorCode.OptionInvalid, refusal.Code);
        Assert.Contains("give its base_url", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> SentAsync(EngineRequest request)
    {
        await using var stub = await StubServer.StartAsync(null, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub));
        await engine.GenerateAsync(request, Asked.Token);
        return Assert.Single(stub.Requests).Body;
    }
}
