using System.Globalization;
using System.Text.Json;
using Assay.Contracts;
using Assay.Execution;
using Assay.Recordings;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>What a benchmark finds does not depend on the way by which answers come.</summary>
public sealed class ScoreTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("assay-ai-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Function_and_provider_with_faults_give_the_same_scores(bool streams)
    {
        await using var stub = await StubServer.StartAsync(
            new StubOptions
            {
                Answer = static request => new StubAnswer(Reckon(request.LastText)),
                Fault = FaultOf,
            },
            Asked.Token);
        await using var direct = Open("direct", new ProjectSpec("demo"), new PluginRegistry().Add(new FunctionEngine("stub", "1", EngineInput.Prompt, true, static (request, _) => ValueTask.FromResult<Output>(Reckon(request.Prompt.Text)))));
        await using var remote = Open(
            "remote",
            new ProjectSpec("demo")
            {
                Providers = new([KeyValuePair.Create("stub", Asked.At(stub, streams))]),
                Execution = new ExecutionPolicy { MaxRetries = 8, RetryableCodes = ["timeout", "rate_limit", "unavailable", "malformed_response"] },
            },
            new PluginRegistry());

        var expected = await ScoresAsync(direct);
        var scores = await ScoresAsync(remote);

        Assert.Equal(expected, scores);
        Assert.Equal(60, scores.Count);
        Assert.InRange(scores.Values.Sum(), 1, 59);
        Assert.True(stub.Requests.Count > 60, "No fault was met.");
        Assert.Equal(60, stub.Answered - stub.Requests.Count(static request => FaultOf(request) is not null && IsWithin(FaultOf(request)!)));
    }

    [Fact]
    public async Task Function_recorded_outputs_provider_with_faults_and_replay_give_the_same_scores()
    {
        await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "outputs.jsonl"), Enumerable.Range(0, 60).Select(static i => JsonSerializer.Serialize(new { id = $"s{i:00}", output = Reckon($"{i} + {(i * 7) % 50}") })), Asked.Token);
        await using var direct = Open("direct", new ProjectSpec("demo"), new PluginRegistry().Add(new FunctionEngine("stub", "1", EngineInput.Prompt, false, static (request, _) => ValueTask.FromResult<Output>(Reckon(request.Prompt.Text)))));
        await using var outputs = Open("outputs", new ProjectSpec("demo"), new PluginRegistry().Add(Recording.Jsonl<object>("outputs.jsonl", "id", static item => (string)item.GetType().GetProperty("Id")!.GetValue(item)!, "output").ToEngine("stub")));
        var expected = await ScoresAsync(direct);
        Assert.Equal(expected, await ScoresAsync(outputs));
        await using (var stub = await StubServer.StartAsync(new StubOptions { Answer = static request => new StubAnswer(Reckon(request.LastText)), Fault = FaultOf }, Asked.Token))
        {
            var policy = new ExecutionPolicy { MaxRetries = 8, RetryableCodes = ["timeout", "rate_limit", "unavailable", "malformed_response"] };
            await using var remote = Open("remote", new ProjectSpec("demo") { Providers = new([KeyValuePair.Create("stub", Asked.At(stub))]), Execution = policy }, new PluginRegistry(), records: true);
            Assert.Equal(expected, await ScoresAsync(remote));
        }

        var nowhere = new ProviderSpec("openai_compatible") { BaseUrl = "http://127.0.0.1:9/v1", ApiKey = "env:ASSAY_TEST_NOT_SET" };
        await using var replay = Open("replay", new ProjectSpec("demo") { Providers = new([KeyValuePair.Create("stub", nowhere)]) }, new PluginRegistry());

        Assert.Equal(expected, await ScoresAsync(replay, new RunOptions { MaySpend = false, MayConnect = false }));
    }

    [Fact]
    public async Task Configured_provider_costs_money_and_is_not_asked_where_nothing_may_be_spent()
    {
        await using var stub = await StubServer.StartAsync(null, Asked.Token);
        await using var orchestrator = Open("auto", new ProjectSpec("demo") { Providers = new([KeyValuePair.Create("stub", Asked.At(stub))]) }, new PluginRegistry());

        var result = await orchestrator.RunBenchmarkAsync(Sums, new RunOptions { MaySpend = false }, Asked.Token);

        Assert.Empty(stub.Requests);
        Assert.Equal(60, result.Work!.Missing);
    }

    [Fact]
    public async Task Provider_that_is_said_to_cost_nothing_is_asked()
    {
        await using var stub = await StubServer.StartAsync(null, Asked.Token);
        await using var orchestrator = Open("free", new ProjectSpec("demo") { Providers = new([KeyValuePair.Create("stub", Asked.At(stub) with { Paid = false })]) }, new PluginRegistry());

        await orchestrator.RunBenchmarkAsync(Sums, new RunOptions { MaySpend = false }, Asked.Token);

        Assert.Equal(60, stub.Requests.Count);
    }

    [Fact]
    public async Task Other_address_key_or_limits_ask_nothing_anew()
    {
        await using var one = await StubServer.StartAsync(null, Asked.Token);
        await using var other = await StubServer.StartAsync(null, Asked.Token);
        using var key = new EnvironmentVariable("k");
        await using (var first = Open("same", new ProjectSpec("demo") { Providers = new([KeyValuePair.Create("stub", Asked.At(one))]) }, new PluginRegistry()))
            await ScoresAsync(first);
        await using var second = Open("same", new ProjectSpec("demo") { Providers = new([KeyValuePair.Create("stub", Asked.At(other, streams: false) with { ApiKey = key.Reference, MaxConcurrency = 3 })]) }, new PluginRegistry());

        await ScoresAsync(second);

        Assert.Equal((60, 0), (one.Requests.Count, other.Requests.Count));
    }

    private static BenchmarkDefinition Sums => BenchmarkDefinition.Simple(
        "sums",
        prompt: "{item.A} + {item.B}",
        model: "stub/tiny-1",
        items: Enumerable.Range(0, 60).Select(static i => new { Id = $"s{i:00}", A = i, B = (i * 7) % 50, Answer = (i + ((i * 7) % 50)).ToString(CultureInfo.InvariantCulture) }));

    /// <summary>Reckons right, but for sums above 70.</summary>
    private static string Reckon(string question)
    {
        var sum = question.Split(" + ").Sum(static number => int.Parse(number, CultureInfo.InvariantCulture));
        return (sum > 70 ? 70 : sum).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Every other request of the first hundred fails, each in another way.</summary>
    private static StubFault? FaultOf(StubRequest request) => request.Number > 100 || request.Number % 2 == 0 ? null : (request.Number / 2 % 8) switch
    {
        0 => StubFault.RateLimited(0),
        1 => StubFault.RateLimitedUntil(DateTimeOffset.UnixEpoch),
        2 => StubFault.Of(500),
        3 => StubFault.Of(503) with { RetryAfter = "0" },
        4 => new StubFault(StubFaultKind.Reset),
        5 => new StubFault(StubFaultKind.ResetMidway),
        6 => new StubFault(StubFaultKind.Truncated),
        _ => new StubFault(StubFaultKind.MalformedJson),
    };

    /// <summary>Whether the stub counts such an answer as given.</summary>
    private static bool IsWithin(StubFault fault) => fault.Kind is StubFaultKind.ResetMidway or StubFaultKind.Truncated;

    private Orchestrator Open(string store, ProjectSpec project, PluginRegistry plugins, bool records = false) => Orchestrator.FromProjectSpec(project, new OrchestratorOptions
    {
        Registry = plugins,
        EngineFactories = [new ChatEngineFactory()],
        ProjectDirectory = folder.FullName,
        StoreDirectory = store,
        Recordings = new RecordingOptions { Records = records },
    });

    private static async Task<SortedDictionary<string, double>> ScoresAsync(Orchestrator orchestrator, RunOptions? run = null)
    {
        var result = await orchestrator.RunBenchmarkAsync(Sums, run, Asked.Token);
        var scores = new SortedDictionary<string, double>(StringComparer.Ordinal);
        await foreach (var candidate in result.CandidatesAsync(Asked.Token))
            scores.Add(candidate.ItemId, candidate.Scores["exact_match"].Value ?? throw new InvalidOperationException($"{candidate.ItemId} has no score: {candidate.Failure}."));
        return scores;
    }
}
