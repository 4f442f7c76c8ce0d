using System.Collections.Concurrent;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Execution.Provenance;
using Assay.Runtime;
using Assay.Specs;
using Assay.Tests.ErrorCodes;

namespace Assay.Tests.Scenarios;

/// <summary>What engines are asked, what makes it another question, and what belongs to one call alone.</summary>
public sealed class AskingScenarios
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_of_every_role_with_images_variables_formats_and_literal_braces_reach_the_engine()
    {
        await using var ledger = One();
        ledger.Benchmark = ledger.Benchmark with
        {
            Prompts =
            [
                new PromptSpec("p",
                [
                    new MessageSpec(MessageRole.System, "You are {prompt.tone}."),
                    new MessageSpec(MessageRole.Developer, "Answer as {{\"sum\": 0}}."),
                    new MessageSpec(MessageRole.User, "{item.a:000} + {item.b}, seen in {item.id}") { Images = ["https://img.example/{item.a}.png"] },
                    new MessageSpec(MessageRole.Assistant, "I call a tool."),
                    new MessageSpec(MessageRole.Tool, "{item.parity}"),
                ]) { Variables = ValueMap<string>.Empty.With("tone", "terse") },
            ],
        };

        await ledger.RunAsync();

        Assert.Equal(
            [
                (MessageRole.System, "You are terse."), (MessageRole.Developer, """Answer as {"sum": 0}."""), (MessageRole.User, "001 + 10, seen in sum001"),
                (MessageRole.Assistant, "I call a tool."), (MessageRole.Tool, "odd"),
            ],
            Assert.Single(ledger.Calls).Prompt.Messages.Select(static message => (message.Role, message.Text)));
        Assert.Equal(["https://img.example/1.png"], ledger.Calls.Single().Prompt.Messages[2].Images);
    }

    [Fact]
    public async Task Malformed_templates_are_refused_at_planning_by_their_places_in_the_benchmark_or_the_experiment()
    {
        await using var ledger = new ScenarioProject();
        var (fine, torn) = (ledger.Benchmark.Prompts[0], ledger.Benchmark.Prompts[1] with { Messages = [new MessageSpec(MessageRole.User, "{item.a")] });
        ledger.Benchmark = ledger.Benchmark with { Prompts = [fine, torn] };
        var benchmark = ledger.Benchmark.Slices[0];
        var task = new TaskSpec("b", benchmark.Dataset) { Prompts = [fine, torn] };
        var experiment = new ExperimentSpec("e") { Models = ledger.Benchmark.Models, Params = [new InferenceParams()], Tasks = [task with { Id = "a", Prompts = [fine] }, task] };

        var inBenchmark = await Assert.ThrowsAsync<SpecValidationException>(() => ledger.Open().PlanAsync(ledger.Benchmark, cancellationToken: Token));
        var inExperiment = await Assert.ThrowsAsync<SpecValidationException>(() => ledger.Open().PlanAsync(experiment, cancellationToken: Token));

        Assert.Equal((ErrorCode.PromptMalformed, "prompts[1].messages[0].content"), (inBenchmark.Code, Assert.Single(inBenchmark.Problems).Path));
        Assert.Equal((ErrorCode.PromptMalformed, "tasks[1].prompts[1].messages[0].content"), (inExperiment.Code, Assert.Single(inExperiment.Problems).Path));
    }

    [Fact]
    public async Task Selector_that_matches_no_prompt_is_refused_at_planning_with_what_there_is()
    {
        await using var ledger = new ScenarioProject();
        var all = ledger.Benchmark.Slices[0];
        ledger.Benchmark = ledger.Benchmark with { Slices = [all with { Id = "a", Families = ["chatty"] }, all with { Id = "b", Prompts = ["asekd"] }] };

        var error = await Assert.ThrowsAsync<SpecValidationException>(() => ledger.Open().PlanAsync(ledger.Benchmark, cancellationToken: Token));

        Assert.Equal(["slices[0].families[0]", "slices[1].prompts[0]"], error.Problems.Select(static problem => problem.Path));
        Assert.Contains("terse", error.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("asked", error.Problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_and_servers_of_a_slice_are_the_engines_and_part_of_the_question()
    {
        await using var ledger = One();
        ledger.Spec = ledger.Spec with { Tools = [new ToolSpec("add", "Adds."), new ToolSpec("look", "Looks.")], McpServers = [new McpServerSpec("docs", "Docs", McpApproval.Never) { ServerUrl = "https://docs.example" }] };
        await ledger.RunAsync();

        ledger.Benchmark = ledger.Benchmark with { Slices = [ledger.Benchmark.Slices[0] with { Tools = ["add"], McpServers = ["docs"] }] };
        await ledger.RunAsync();
        ledger.Spec = ledger.Spec with { Tools = [new ToolSpec("add", "Adds two numbers."), new ToolSpec("look", "Looks.")] };
        await ledger.RunAsync();

        Assert.Equal(["", "add docs", "add docs"], ledger.Calls.Select(static call => string.Join(' ', call.Tools.Select(static tool => tool.Id).Concat(call.McpServers.Select(static server => server.Id)))));
    }

    [Fact]
    public async Task Server_of_tools_is_reached_once_for_a_run_and_its_version_alone_is_part_of_the_question()
    {
        await using var ledger = One();
        ledger.Benchmark = ledger.Benchmark with { Slices = [ledger.Benchmark.Slices[0] with { McpServers = ["desk"] }] };
        ledger.Answer = static async (request, cancellationToken) => await request.Runtime.ToolHandlers["look"].InvokeAsync(JsonElement.Parse("{}"), request, cancellationToken);
        FakeToolServer[] servers = [new(), new() { Call = static () => "elsewhere" }, new() { Version = "2" }];

        foreach (var server in servers)
        {
            ledger.Plugins = registry => registry.Add(server);
            await ledger.RunAsync();
        }

        Assert.Equal([(1, 1), (0, 0), (1, 1)], servers.Select(static server => (server.Connections, server.Disposals)));
        Assert.Equal(["look", "look"], ledger.Calls.Select(static call => string.Join(' ', call.Tools.Select(static tool => tool.Id))));
    }

    [Fact]
    public async Task Lost_server_is_reached_anew_by_the_next_candidate()
    {
        await using var ledger = new ScenarioProject(sums: 3);
        var calls = 0;
        var server = new FakeToolServer { Call = () => Interlocked.Increment(ref calls) == 1 ? throw new EngineException(ErrorCode.ToolServerLost, "It went away.") : "2" };
        ledger.Plugins = registry => registry.Add(server);
        ledger.Spec = ledger.Spec with { Execution = new ExecutionPolicy { MaxInFlight = 1 } };
        ledger.Benchmark = ledger.Benchmark with { Slices = [ledger.Benchmark.Slices[0] with { McpServers = ["desk"] }] };
        ledger.Answer = static async (request, cancellationToken) => await request.Runtime.ToolHandlers["look"].InvokeAsync(JsonElement.Parse("{}"), request, cancellationToken);

        var result = await ledger.RunAsync();

        Assert.Equal(1, result.Work!.Failed);
        Assert.Equal((2, 2), (server.Connections, server.Disposals));
    }

    [Fact]
    public async Task Unknown_and_repeated_tools_and_servers_are_refused_before_anything_runs_all_at_once()
    {
        await using var ledger = new ScenarioProject();
        ledger.Spec = ledger.Spec with { Tools = [new ToolSpec("add", "Adds.")] };
        var all = ledger.Benchmark.Slices[0];

        ledger.Benchmark = ledger.Benchmark with { Slices = [all with { Tools = ["add", "subtract"], McpServers = ["nowhere"] }] };
        var unknown = await Assert.ThrowsAsync<SpecValidationException>(ledger.RunAsync);
        ledger.Benchmark = ledger.Benchmark with { Slices = [all with { Tools = ["add", "add"] }] };
        var twice = await Assert.ThrowsAsync<SpecValidationException>(ledger.RunAsync);

        Assert.Equal(["slices[0].tools[1]", "slices[0].mcp_servers[0]"], unknown.Problems.Select(static problem => problem.Path));
        Assert.Equal(["slices[0].tools[1]"], twice.Problems.Select(static problem => problem.Path));
        Assert.Empty(ledger.Calls);
    }

    [Fact]
    public async Task What_belongs_to_a_call_makes_nothing_another_question()
    {
        await using var ledger = new ScenarioProject();
        ledger.Spec = ledger.Spec with { Tools = [new ToolSpec("add", "Adds.")] };
        ledger.Benchmark = ledger.Benchmark with { Slices = [ledger.Benchmark.Slices[0] with { Tools = ["add"] }] };
        await ledger.Open().RunBenchmarkAsync(ledger.Benchmark, Run("one", "1"), Token);

        var work = (await ledger.Open().RunBenchmarkAsync(ledger.Benchmark, Run("two", "2"), Token)).Work!;

        Assert.Equal((36, 0, 0), (ledger.Calls.Count, work.Generated, work.Scored));
        Assert.All(ledger.Calls, static call => Assert.Equal(("key-one", "eu-one", "1"), (call.Runtime.SecretOf("key").Reveal(), call.Runtime.Environment["region"], call.Runtime.ToolVersions["add"])));
    }

    [Fact]
    public async Task Labels_and_versions_of_tools_are_recorded_with_the_run_and_secrets_and_environment_are_not()
    {
        await using var ledger = One();
        ledger.Spec = ledger.Spec with { Tools = [new ToolSpec("add", "Adds.")] };
        ledger.Benchmark = ledger.Benchmark with { Slices = [ledger.Benchmark.Slices[0] with { Tools = ["add"] }] };
        var orchestrator = ledger.Open();
        await orchestrator.RunBenchmarkAsync(ledger.Benchmark, Run("one", "7"), Token);

        var run = Assert.Single(await (await orchestrator.GetStorageAsync(Token)).Projections.ReadRunsAsync(Token));

        var made = RunProvenance.Parse(run.ProvenanceJson);
        Assert.Equal(("one", "7"), (made.Labels["branch"], made.Plugins["tool/add"]));
        Assert.DoesNotContain("key-one", run.ProvenanceJson, StringComparison.Ordinal);
        Assert.DoesNotContain("eu-one", run.ProvenanceJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_of_hooks_is_part_of_the_question()
    {
        await using var ledger = One();
        var (a, b) = (new Suffix("a"), new Suffix("b"));
        ledger.Plugins = registry => registry.Add(a).Add(b);
        await ledger.RunAsync();
        await ledger.RunAsync();

        ledger.Plugins = registry => registry.Add(b).Add(a);
        await ledger.RunAsync();

        Assert.Equal(["1 + 10 =ab", "1 + 10 =ba"], ledger.Calls.Select(static call => call.Prompt.Text));
    }

    [Fact]
    public async Task What_an_engine_wants_people_to_know_reaches_the_caller_of_the_run()
    {
        await using var ledger = One();
        var notes = new ConcurrentQueue<CallNote>();
        ledger.Answer = static (request, _) =>
        {
            request.Runtime.Progress?.Report(new CallNote("clerk", "Adding."));
            return ValueTask.FromResult<Output>("11");
        };

        await ledger.Open().RunBenchmarkAsync(ledger.Benchmark, new RunOptions { Context = new RuntimeContext { Progress = new Notes(notes) } }, Token);

        Assert.Equal([new CallNote("clerk", "Adding.")], notes);
    }

    private static RunOptions Run(string name, string version) => new()
    {
        Context = new RuntimeContext
        {
            Secrets = new Dictionary<string, Secret> { ["key"] = new($"key-{name}") },
            Environment = new Dictionary<string, string> { ["region"] = $"eu-{name}" },
            Labels = ValueMap<string>.Empty.With("branch", name),
            ToolHandlers = new Dictionary<string, IToolHandler> { ["add"] = new FunctionToolHandler("add", version, static (_, _, _) => ValueTask.FromResult("11")) },
        },
    };

    private static ScenarioProject One()
    {
        var ledger = new ScenarioProject(sums: 1);
        ledger.Benchmark = ledger.Benchmark with { Models = [ledger.Benchmark.Models[0]], Prompts = [ledger.Benchmark.Prompts[0]] };
        return ledger;
    }

    private sealed class Notes(ConcurrentQueue<CallNote> notes) : IProgress<CallNote>
    {
        public void Report(CallNote value) => notes.Enqueue(value);
    }

    /// <summary>Puts its id behind what is asked.</summary>
    private sealed class Suffix(string id) : IHook
    {
        public string Id => id;

        public string Version => "1";

        public HookStages Stages => HookStages.Inference;

        public ValueTask BeforeInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken)
        {
            context.Request = context.Request with { Prompt = new Prompt(new Message(MessageRole.User, context.Request.Prompt.Text + id)) };
            return ValueTask.CompletedTask;
        }
    }
}
