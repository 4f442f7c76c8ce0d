using Assay.Contracts;
using Assay.Sessions;
using Assay.Specs;
using Assay.Storage;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>A whole conversation: a prompt with a later turn, tools that answer and fail, from the model to the store, the scores and the recording.</summary>
public sealed class ConversationTests
{
    private int calls;

    [Fact]
    public async Task Later_turns_and_calls_are_events_of_the_generation_in_their_order()
    {
        await using var stub = await StubAsync();
        using var project = new Project(stub.BaseUrl);
        await using var orchestrator = project.Open(plugins: Plugins());

        var result = await orchestrator.RunBenchmarkAsync(Benchmark(), null, Asked.Token);

        var candidate = await result.CandidatesAsync(Asked.Token).SingleAsync(Asked.Token);
        var generation = (await result.TimelineAsync(candidate, Asked.Token)).Generation!;
        var storage = await orchestrator.GetStorageAsync(Asked.Token);
        var events = await storage.Events.ReadGenerationAsync(generation.Id, Asked.Token).Where(static one => one.Kind is EventKind.TurnTaken or EventKind.ToolTurnTaken).ToListAsync(Asked.Token);
        Assert.Equal(
            [EventKind.ToolTurnTaken, EventKind.ToolTurnTaken, EventKind.TurnTaken, EventKind.TurnTaken, EventKind.ToolTurnTaken, EventKind.ToolTurnTaken],
            events.Select(static one => one.Kind));
        Assert.Equal(
            ["assistant look_up {\"word\":\"oak\"}", "tool look_up a tree", "assistant It is a tree", "user And the other?", "assistant look_up {\"word\":\"asdf\"}", "tool look_up Error: There is no such word."],
            generation.Turns.Select(static turn => $"{turn.Role.ToString().ToLowerInvariant()} {(turn.ToolName is null ? "" : turn.ToolName + " ")}{turn.Arguments?.ToString() ?? turn.Text}"));
        Assert.Equal("It is Error: There is no such word.", (await candidate.OutputAsync(Asked.Token))!.Text);
        Assert.Equal(stub.Requests.Sum(static request => request.Messages.Sum(static message => StubRequest.TextOf(message).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length)), generation.InputTokens);
        var runs = await storage.Projections.ReadRunsAsync(Asked.Token);
        Assert.Contains("\"tool/look_up\":\"7\"", Assert.Single(runs).ProvenanceJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_has_the_results_of_tools_without_calling_them()
    {
        await using var stub = await StubAsync();
        using var project = new Project(stub.BaseUrl);

        var asked = await project.RunAsync(Benchmark(), AssayMode.Run, records: true, plugins: Plugins());
        var (requests, called) = (stub.Requests.Count, calls);
        var replayed = await project.RunAsync(Benchmark(), AssayMode.Replay, plugins: Plugins());

        Assert.Equal([1.0, 2.0, 1.0, 4.0], asked.Scores.Values.Select(static score => score!.Value));
        Assert.Equal(asked.Scores, replayed.Scores);
        Assert.Equal((4, 2), (requests, called));
        Assert.Equal((4, 2), (stub.Requests.Count, calls));
    }

    private static BenchmarkDefinition Benchmark()
    {
        var simple = BenchmarkDefinition.Simple("words", "What is an {item.Id}?", "stub/tiny-1", [new { Id = "oak", Tools = new object[] { new { tool = "look_up", arguments = new { word = "oak" } }, "look_up" } }]);
        return new BenchmarkDefinition
        {
            Spec = simple.Spec with
            {
                Prompts = [simple.Spec.Prompts[0] with { FollowUps = [new MessageSpec(MessageRole.User, "And the other?")] }],
                Slices = [simple.Spec.Slices[0] with { Tools = ["look_up"] }],
                Scores = [.. ((string[])["tool_calls", "tool_call_count", "tool_error_count", "turn_count"]).Select(static (metric, i) => new ScoreSpec($"s{i}", [new MetricSpec(metric)]))],
            },
            Plugins = simple.Plugins,
            Datasets = simple.Datasets,
            Name = simple.Name,
        };
    }

    private PluginRegistry Plugins() => PluginRegistry.WithBuiltIns().Add(
        new ToolSpec("look_up", "Explains a word."),
        new FunctionToolHandler("look_up", "7", (arguments, _, _) =>
        {
            Interlocked.Increment(ref calls);
            return arguments.GetProperty("word").GetString() == "oak" ? ValueTask.FromResult("a tree") : throw new ArgumentException("There is no such word.");
        }));

    private static Task<StubServer> StubAsync() => StubServer.StartAsync(
        new StubOptions
        {
            Answer = static request => request.LastRole == "tool" ? new StubAnswer($"It is {request.LastText}")
                : StubAnswer.Calling($"c{request.Number}", "look_up", request.LastText.StartsWith("And", StringComparison.Ordinal) ? """{"word":"asdf"}""" : """{"word":"oak"}"""),
        },
        Asked.Token);
}
