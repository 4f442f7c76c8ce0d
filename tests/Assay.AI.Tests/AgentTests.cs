using System.ClientModel;
using System.ClientModel.Primitives;
using Assay.Contracts;
using Assay.Errors;
using Assay.Runtime;
using Assay.Specs;
using Assay.StubProvider;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;

namespace Assay.AI.Tests;

/// <summary>Any agent is an engine: it is run in a session of its own, within limits, and all that it said and called is recorded.</summary>
public sealed class AgentTests
{
    private static readonly ToolSpec Weather = new("weather", "Tells the weather.") { InputSchema = JsonValue.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}""") };

    private static readonly AgentEngineOptions HandsOn = new()
    {
        RunOptions = static (_, tools) => new ChatClientAgentRunOptions(new ChatOptions { Tools = [.. tools] }),
    };

    [Fact]
    public async Task Agent_s_own_calls_and_answer_are_recorded()
    {
        await using var stub = await StubAsync(static request => request.LastRole == "tool"
            ? new StubAnswer($"It is {request.LastText}.")
            : new StubAnswer("Let me look.") { ToolCalls = [new("a", "weather", """{"city":"Oslo"}""")] });
        using var engine = new AgentEngine("guide", AgentOf(stub, AIFunctionFactory.Create(static (string city) => $"cold in {city}", "weather", "Tells the weather.")));

        var output = await engine.GenerateAsync(Asked.Request("What is the weather?"), Asked.Token);

        Assert.Equal("It is \"cold in Oslo\".", output.Text);
        Assert.Equal(
            [
                new ConversationTurn(MessageRole.Assistant, "Let me look."),
                new ConversationTurn(MessageRole.Assistant, "") { ToolName = "weather", ToolCallId = "call_1", Arguments = JsonValue.Parse("""{"city":"Oslo"}""") },
                new ConversationTurn(MessageRole.Tool, "cold in Oslo") { ToolName = "weather", ToolCallId = "call_1" },
            ],
            output.Conversation);
        Assert.Equal("stop", output.FinishReason);
        Assert.Equal(stub.Requests.Sum(static request => request.Messages.Sum(static message => StubRequest.TextOf(message).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length)), output.InputTokens);
        Assert.NotNull(output.TimeToFirstToken);
        Assert.Equal("You are a guide.", StubRequest.TextOf(stub.Requests[0].Messages[0]));
    }

    [Fact]
    public async Task Later_turns_are_asked_in_the_same_session()
    {
        await using var stub = await StubAsync(static request => new StubAnswer($"Heard {request.Messages.Count(static message => message.GetProperty("role").GetString() == "user")}: {request.LastText}"));
        using var engine = new AgentEngine("guide", AgentOf(stub));
        var prompt = new Prompt(new Message(MessageRole.User, "One.")) { FollowUps = [new Message(MessageRole.User, "Two.")] };

        var output = await engine.GenerateAsync(Asked.Request(prompt), Asked.Token);
        var other = await engine.GenerateAsync(Asked.Request("Alone."), Asked.Token);

        Assert.Equal(["Heard 2: Two.", "Heard 1: Alone."], [output.Text, other.Text]);
        Assert.Equal([(MessageRole.Assistant, "Heard 1: One."), (MessageRole.User, "Two.")], output.Conversation.Select(static turn => (turn.Role, turn.Text)));
    }

    [Fact]
    public async Task Agent_is_given_the_slice_s_tools_where_the_options_hand_them_on()
    {
        await using var stub = await StubAsync(static request => request.LastRole == "tool" ? new StubAnswer($"It is {request.LastText}") : StubAnswer.Calling("a", "weather", """{"city":"Oslo"}"""));
        using var engine = new AgentEngine("guide", AgentOf(stub), HandsOn);

        var told = await engine.GenerateAsync(With(static () => "cold"), Asked.Token);
        var failed = await engine.GenerateAsync(With(static () => throw new InvalidOperationException("Oslo has moved.")), Asked.Token);

        Assert.Equal(["It is cold", "It is Error: Oslo has moved."], [told.Text, failed.Text]);
        Assert.StartsWith("Error:", Assert.Single(failed.Conversation, static turn => turn.Role == MessageRole.Tool).Text, StringComparison.Ordinal);
        Assert.True(engine.Capabilities.Tools);
    }

    [Fact]
    public async Task Tools_of_an_mcp_server_are_an_agent_s_too()
    {
        await using var stub = await McpStubs.ModelAsync();
        using var project = new Project(stub.BaseUrl).With(McpStubs.Started());
        var benchmark = McpStubs.Benchmark("""order_status {"order":1002}""");

        var outputs = await project.OutputsAsync(
            new BenchmarkDefinition { Spec = benchmark.Spec with { Models = [new ModelSpec("guide", "guide")] }, Plugins = benchmark.Plugins, Datasets = benchmark.Datasets, Name = benchmark.Name },
            plugins: PluginRegistry.WithBuiltIns().AddAgent("guide", AgentOf(stub), HandsOn));

        Assert.Equal(["I read: shipped"], outputs);
    }

    [Fact]
    public async Task Lost_server_of_a_tool_fails_the_generation_whatever_the_agent_makes_of_it()
    {
        await using var stub = await StubAsync(static request => request.LastRole == "tool" ? new StubAnswer("Never mind.") : StubAnswer.Calling("a", "weather", "{}"));
        using var engine = new AgentEngine("guide", AgentOf(stub), HandsOn);

        var failure = await Assert.ThrowsAsync<EngineException>(async () => await engine.GenerateAsync(With(static () => throw new EngineException(ErrorCode.ToolServerLost, "It went away.")), Asked.Token));

        Assert.Equal(ErrorCode.ToolServerLost, failure.Code);
    }

    [Theory]
    [InlineData(3, 50, 2)]
    [InlineData(10, 4, 4)]
    public async Task Agent_that_calls_forever_is_stopped_before_the_call_that_is_too_much(int turns, int calls, int made)
    {
        var counted = 0;
        await using var stub = await StubAsync(static request => StubAnswer.Calling($"c{request.Number}", "weather", "{}"));
        using var engine = new AgentEngine("guide", AgentOf(stub, AIFunctionFactory.Create(() => ++counted, "weather", "Counts.")), new AgentEngineOptions { MaxTurns = turns, MaxToolCalls = calls });

        var failure = await Assert.ThrowsAsync<EngineException>(async () => await engine.GenerateAsync(Asked.Request("?"), Asked.Token));

        Assert.Equal(ErrorCode.ToolLimit, failure.Code);
        Assert.InRange(counted, made, made + 1);
    }

    [Fact]
    public async Task Agent_that_takes_too_long_has_the_code_of_a_timeout()
    {
        await using var stub = await StubAsync(static _ => StubAnswer.Calling("a", "weather", "{}"));
        var never = AIFunctionFactory.Create(static async (CancellationToken token) => await Task.Delay(Timeout.InfiniteTimeSpan, token), "weather", "Waits.");
        using var engine = new AgentEngine("guide", AgentOf(stub, never), new AgentEngineOptions { Timeout = TimeSpan.FromSeconds(0.3) });

        Assert.Equal(ErrorCode.Timeout, (await Assert.ThrowsAsync<EngineException>(async () => await engine.GenerateAsync(Asked.Request("?"), Asked.Token))).Code);
    }

    [Fact]
    public async Task Refused_key_of_an_agent_s_client_has_its_code_and_shows_nothing_of_the_key()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { ApiKey = "other" }, Asked.Token);
        using var engine = new AgentEngine("guide", AgentOf(stub), new AgentEngineOptions { Secrets = [new Secret("canary-agent-key")] });

        var failure = await Assert.ThrowsAsync<EngineException>(async () => await engine.GenerateAsync(Asked.Request("?"), Asked.Token));

        Assert.Equal(ErrorCode.Auth, failure.Code);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Params_that_nobody_hands_on_are_refused_and_a_response_format_reaches_the_model()
    {
        await using var stub = await StubAsync(static _ => new StubAnswer("{}"));
        using var engine = new AgentEngine("guide", AgentOf(stub));

        var failure = await Assert.ThrowsAsync<EngineException>(async () => await engine.GenerateAsync(Asked.Request("?", new InferenceParams { Temperature = 0.5 }), Asked.Token));
        await engine.GenerateAsync(Asked.Request("?", new InferenceParams { ResponseFormat = "json" }), Asked.Token);

        Assert.Equal(ErrorCode.BadRequest, failure.Code);
        Assert.Equal("json_object", Assert.Single(stub.Requests).Body.GetProperty("response_format").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Slice_with_tools_is_refused_when_planned_where_nobody_hands_them_on()
    {
        await using var stub = await StubAsync(static _ => new StubAnswer(""));
        using var project = new Project(stub.BaseUrl);
        var simple = BenchmarkDefinition.Simple("b", "{item.Id}", "guide/any", [new { Id = "i", Answer = "" }]);
        simple = new BenchmarkDefinition { Spec = simple.Spec with { Slices = [simple.Spec.Slices[0] with { Tools = ["weather"] }] }, Plugins = simple.Plugins, Datasets = simple.Datasets, Name = "b" };
        var plugins = PluginRegistry.WithBuiltIns().AddAgent("guide", AgentOf(stub)).Add(Weather, new FunctionToolHandler("weather", "1", static (_, _, _) => ValueTask.FromResult("")));

        var refused = await Assert.ThrowsAsync<SpecValidationException>(() => project.OutputsAsync(simple, plugins: plugins));

        Assert.Equal(ErrorCode.Incompatible, Assert.Single(refused.Problems).Code);
    }

    [Fact]
    public async Task Container_s_agent_is_an_engine()
    {
        await using var stub = await StubAsync(static _ => new StubAnswer("Hello."));
        await using var services = new ServiceCollection().AddKeyedSingleton<AIAgent>("guide", AgentOf(stub)).AddAssayAgent("guide").BuildServiceProvider();

        var output = await services.GetRequiredKeyedService<IEngine>("guide").GenerateAsync(Asked.Request("?"), Asked.Token);

        Assert.Equal("Hello.", output.Text);
    }

    [Fact]
    public void Option_out_of_range_is_refused() => Assert.Equal(
        ErrorCode.OptionInvalid,
        Assert.Throws<AssayException>(static () => new AgentEngine("a", new ChatClientAgent(new OpenAI.Chat.ChatClient("m", "k").AsIChatClient()), new AgentEngineOptions { MaxTurns = 0 })).Code);

    private static ChatClientAgent AgentOf(StubServer stub, params AITool[] tools)
    {
        var options = new OpenAIClientOptions { Endpoint = stub.BaseUrl, RetryPolicy = new ClientRetryPolicy(0) };
        return new ChatClientAgent(new OpenAI.Chat.ChatClient("tiny-1", new ApiKeyCredential("canary-agent-key"), options).AsIChatClient(), instructions: "You are a guide.", tools: tools);
    }

    private static EngineRequest With(Func<string> tool) => Asked.Request("What is the weather?") with
    {
        Tools = [Weather],
        Runtime = new RuntimeContext { ToolHandlers = new Dictionary<string, IToolHandler> { ["weather"] = new FunctionToolHandler("weather", "1", (_, _, _) => ValueTask.FromResult(tool())) } },
    };

    private static Task<StubServer> StubAsync(Func<StubRequest, StubAnswer> answer) => StubServer.StartAsync(new StubOptions { Answer = answer }, Asked.Token);
}
