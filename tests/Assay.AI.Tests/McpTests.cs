using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.McpStub;
using Assay.Sessions;
using Assay.Specs;
using Assay.StubProvider;
using Microsoft.Extensions.AI;

namespace Assay.AI.Tests;

/// <summary>Models call the tools of MCP servers that a run reaches: one connection for each run and server, from the first use to the end.</summary>
public sealed class McpTests : IAsyncLifetime
{
    private StubServer model = null!;
    private Project project = null!;

    public async ValueTask InitializeAsync()
    {
        model = await McpStubs.ModelAsync();
        project = new Project(model.BaseUrl);
    }

    public async ValueTask DisposeAsync()
    {
        project.Dispose();
        await model.DisposeAsync();
    }

    [Fact]
    public async Task Tool_of_a_started_server_is_called_and_the_conversation_recorded()
    {
        await using var orchestrator = project.With(McpStubs.Started()).Open();

        var result = await orchestrator.RunBenchmarkAsync(McpStubs.Benchmark("""order_status {"order":1002}"""), null, Asked.Token);

        var candidate = await result.CandidatesAsync(Asked.Token).FirstAsync(Asked.Token);
        Assert.Equal("I read: shipped", (await candidate.OutputAsync(Asked.Token))!.Text);
        Assert.Equal(
            [(MessageRole.Assistant, "order_status", "{\"order\":1002}", ""), (MessageRole.Tool, "order_status", null, "shipped")],
            (await result.TimelineAsync(candidate, Asked.Token)).Conversation.Select(static turn => (turn.Role, turn.ToolName, turn.Arguments?.ToString(), turn.Text)));
        var declared = model.Requests[0].Body.GetProperty("tools").EnumerateArray().Single(static tool => tool.GetProperty("function").GetProperty("name").GetString() == "order_status").GetProperty("function");
        Assert.Equal("Says how far an order is.", declared.GetProperty("description").GetString());
        Assert.Equal("The number of the order.", declared.GetProperty("parameters").GetProperty("properties").GetProperty("order").GetProperty("description").GetString());
    }

    [Fact]
    public async Task Tool_of_a_server_at_an_address_is_called()
    {
        await using var server = await HttpStub.StartAsync(Asked.Token);

        var outputs = await project.With(new McpSpec { Url = server.Url.ToString() }).OutputsAsync(McpStubs.Benchmark("""order_status {"order":1003}"""));

        Assert.Equal(["I read: packed"], outputs);
    }

    [Fact]
    public async Task Run_starts_a_server_once_and_ends_it()
    {
        string[] asks = [.. Enumerable.Range(1, 8).Select(static i => $"process {{\"i\":{i}}}")];
        project.With(McpStubs.Started());

        var first = await project.OutputsAsync(McpStubs.Benchmark(asks));
        var second = await project.OutputsAsync(McpStubs.Benchmark(asks));

        var one = Assert.Single(first.Distinct());
        Assert.NotEqual(one, Assert.Single(second.Distinct()));
        Assert.False(IsAlive(int.Parse(one.Split(' ')[^1], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Server_is_not_started_where_every_answer_is_known()
    {
        var benchmark = McpStubs.Benchmark("""order_status {"order":1002}""");
        await project.With(McpStubs.Started()).RunAsync(benchmark, AssayMode.Run, records: true);
        project.With(new McpSpec { Command = "there-is-no-such-program" });

        var replayed = await project.RunAsync(benchmark, AssayMode.Replay);

        Assert.Equal((0, 0), (replayed.Work.Missing, replayed.Work.Failed));
        Assert.Equal(2, model.Requests.Count);
    }

    [Fact]
    public async Task Where_a_server_is_runs_nothing_anew_and_what_it_offers_does()
    {
        var benchmark = McpStubs.Benchmark("""order_status {"order":1002}""");
        await using var server = await HttpStub.StartAsync(Asked.Token);
        var tool = new ToolSpec("order_status", "Says how far an order is.");
        McpSpec[] same = [McpStubs.Started(), McpStubs.Started() with { Env = new([KeyValuePair.Create("A", "b")]), ToolTimeoutSeconds = 9 }, new() { Url = server.Url.ToString() }, new() { Url = server.Url.ToString(), Headers = new([KeyValuePair.Create("x-team", "a")]) }];
        McpSpec[] others = [same[2] with { Version = "2" }, same[2] with { AllowedTools = ["order_status"] }, same[2] with { Tools = [tool with { InputSchema = await SchemaOfAsync(same[2]) }] }, same[2] with { Tools = [tool] }];

        foreach (var spec in same)
            await project.With(spec).OutputsAsync(benchmark, "kept");
        var atFirst = model.Requests.Count;
        foreach (var spec in others)
            await project.With(spec).OutputsAsync(benchmark, "kept");

        Assert.Equal(2, atFirst);
        Assert.Equal(2 + (2 * others.Length), model.Requests.Count);
    }

    [Theory]
    [InlineData("there-is-no-such-program", "cannot be started")]
    [InlineData("broken", "exit code 7, saying: The licence is missing ***")]
    [InlineData("mute", "it said nothing within 0.5 s")]
    public async Task Server_that_does_not_start_fails_with_its_code(string mode, string said)
    {
        using var token = new EnvironmentVariable("canary-env-1c2d");
        var server = mode.Contains('-', StringComparison.Ordinal) ? new McpSpec { Command = mode } : McpStubs.Started(mode);

        var outputs = await project.With(server with { StartTimeoutSeconds = mode == "mute" ? 0.5 : 60, Env = new([KeyValuePair.Create("STUB_TOKEN", token.Reference)]) }).OutputsAsync(McpStubs.Benchmark("process"));

        var output = Assert.Single(outputs);
        Assert.StartsWith("tool_server_unavailable: ", output, StringComparison.Ordinal);
        Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", output, StringComparison.Ordinal);
        Assert.Empty(model.Requests);
    }

    [Fact]
    public async Task Server_whose_secret_is_not_set_is_not_started()
    {
        var outputs = await project.With(McpStubs.Started() with { Env = new([KeyValuePair.Create("STUB_TOKEN", "env:ASSAY_NO_SUCH_VARIABLE")]) }).OutputsAsync(McpStubs.Benchmark("process"));

        Assert.StartsWith("secret_missing: ", Assert.Single(outputs), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Server_that_vanishes_fails_the_generation_and_the_next_one_reaches_it_anew(bool isProcess)
    {
        await using var server = await HttpStub.StartAsync(Asked.Token);
        project.With(isProcess ? McpStubs.Started() : new McpSpec { Url = server.Url.ToString() });
        project.Spec = project.Spec with { Execution = new ExecutionPolicy { MaxInFlight = 1 } };

        var outputs = await project.OutputsAsync(McpStubs.Benchmark("vanish", """order_status {"order":1002}"""));

        Assert.StartsWith("tool_server_lost: ", outputs[0], StringComparison.Ordinal);
        Assert.Equal("I read: shipped", outputs[1]);
    }

    [Fact]
    public async Task Tool_that_fails_or_hangs_is_told_to_the_model()
    {
        var outputs = await project.With(McpStubs.Started() with { ToolTimeoutSeconds = 0.5 }).OutputsAsync(McpStubs.Benchmark("""order_status {"order":7}""", "hang"));

        Assert.Equal(["I read: Error: There is no order 7.", "I read: Error: The tool 'hang' of the MCP server 'orders' did not answer within 0.5 s."], outputs);
    }

    [Theory]
    [InlineData("order_status", """{"order":7}""", "tool_failed")]
    [InlineData("order_status", """{"order":"many"}""", "tool_failed")]
    [InlineData("order_status", "[]", "tool_argument_invalid")]
    [InlineData("hang", "{}", "tool_timeout")]
    [InlineData("vanish", "{}", "tool_server_lost")]
    public async Task Call_that_goes_wrong_has_its_code(string tool, string arguments, string code)
    {
        await using var session = await new McpToolServer("orders", McpStubs.Started() with { ToolTimeoutSeconds = tool == "hang" ? 0.2 : 60 }).ConnectAsync(Asked.Token);

        var failure = await Assert.ThrowsAnyAsync<AssayException>(async () => await session.CallAsync(tool, JsonElement.Parse(arguments), Asked.Token));

        Assert.Equal(code, failure.Code.Value);
    }

    [Fact]
    public async Task Server_that_offers_something_else_than_expected_is_refused()
    {
        await using var server = await HttpStub.StartAsync(Asked.Token);
        var spec = new McpSpec { Url = server.Url.ToString() };
        string[] said = [];

        foreach (var expected in (ToolSpec[])[new("order_status", "Guesses how far an order is."), new("order_state", "Says how far an order is."), new("order_status", "Says how far an order is.") { InputSchema = JsonValue.Parse("{}") }])
            said = [.. said, .. await project.With(spec with { Tools = [expected] }).OutputsAsync(McpStubs.Benchmark("process"))];

        Assert.All(said, static one => Assert.StartsWith("tool_server_changed: ", one, StringComparison.Ordinal));
        Assert.Contains("has another description of 'order_status'", said[0], StringComparison.Ordinal);
        Assert.Contains("'order_state' not among them", said[1], StringComparison.Ordinal);
        Assert.Contains("has another schema of 'order_status'", said[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_is_told_of_the_allowed_tools_alone()
    {
        var outputs = await project.With(McpStubs.Started() with { AllowedTools = ["process"] }).OutputsAsync(McpStubs.Benchmark("""order_status {"order":1002}"""));

        Assert.Equal(["I read: Error: There is no tool 'order_status'. Call one of: process."], outputs);
    }

    [Fact]
    public async Task Two_tools_of_one_name_are_refused()
    {
        var plugins = PluginRegistry.WithBuiltIns().AddFunction(AIFunctionFactory.Create(static () => 1, "process", "Counts."));

        var outputs = await project.With(McpStubs.Started()).OutputsAsync(McpStubs.Benchmark(["process"], "process"), plugins: plugins);

        Assert.StartsWith("plugin_duplicate: ", Assert.Single(outputs), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_registered_in_code_takes_the_configured_one_s_place()
    {
        var plugins = PluginRegistry.WithBuiltIns().AddMcpServer("orders", McpStubs.Started());

        var outputs = await project.With(new McpSpec { Command = "there-is-no-such-program" }).OutputsAsync(McpStubs.Benchmark("""order_status {"order":1002}"""), plugins: plugins);

        Assert.Equal(["I read: shipped"], outputs);
    }

    [Fact]
    public async Task Server_sees_no_variable_that_it_is_not_given()
    {
        using var key = new EnvironmentVariable("sk-of-a-provider");

        var output = Assert.Single(await project.With(McpStubs.Started() with { Env = new([KeyValuePair.Create("GIVEN_TO_IT", "a")]) }).OutputsAsync(McpStubs.Benchmark("variables")));

        Assert.Contains("GIVEN_TO_IT", output, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Reference["env:".Length..], output, StringComparison.Ordinal);
    }

    [Fact]
    public void Server_with_neither_command_nor_address_is_refused() =>
        Assert.Equal(ErrorCode.OptionInvalid, Assert.Throws<AssayException>(static () => PluginRegistry.WithBuiltIns().AddMcpServer("orders", new McpSpec())).Code);

    private static async Task<JsonValue?> SchemaOfAsync(McpSpec spec)
    {
        await using var session = await new McpToolServer("orders", spec).ConnectAsync(Asked.Token);
        return session.Tools.Single(static tool => tool.Id == "order_status").InputSchema;
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited && found.ProcessName.Contains("dotnet", StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
