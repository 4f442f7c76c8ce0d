using System.Text;
using Assay.Contracts;
using Assay.Execution;
using Assay.McpStub;
using Assay.Recordings;
using Assay.Reporting;
using Assay.Runtime;
using Assay.Specs;
using Assay.StubProvider;
using Assay.Telemetry;

namespace Assay.AI.Tests;

/// <summary>A secret that is put wherever secrets go is found nowhere afterwards.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Canary = "canary-7f3e\"91ab/+=";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("assay-ai-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Canary_in_key_headers_environment_and_tool_results_is_found_nowhere(bool streams)
    {
        using var key = new EnvironmentVariable("canary-key-55d1");
        using var header = new EnvironmentVariable("canary-header-e08b");
        await using var stub = await StubServer.StartAsync(
            new StubOptions
            {
                // The provider repeats every secret that it was told, in answers and in errors.
                Answer = static request => request.Body.TryGetProperty("response_format", out _) ? new StubAnswer($$"""{"explanation":"I was told {{Told(request)}}","verdict":4}""")
                    : request.LastRole == "tool" ? new StubAnswer($"I read {request.LastText} with {Told(request)}")
                    : StubAnswer.Calling("x", request.Body.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString()!, "{}"),
                Fault = static request => request.Number % 3 == 0 ? StubFault.Of(400, "invalid", $"Refused: {Told(request)}.") : null,
            },
            Asked.Token);
        var heard = new List<string>();
        var telemetry = new TelemetryBus();
        using var listening = telemetry.Subscribe(happened =>
        {
            lock (heard)
                heard.Add(happened.ToString());
        });
        using var variable = new EnvironmentVariable("canary-mcp-env-9c41");
        using var serverHeader = new EnvironmentVariable("canary-mcp-header-2fd7");
        await using var server = await HttpStub.StartAsync(Asked.Token);
        Dictionary<string, McpSpec> servers = new()
        {
            ["started"] = McpStubs.Started() with { AllowedTools = ["secrets"], Env = new([KeyValuePair.Create("STUB_TOKEN", variable.Reference)]) },
            ["reached"] = new McpSpec { Url = server.Url.ToString(), AllowedTools = ["secrets"], Headers = new([KeyValuePair.Create("x-stub-key", serverHeader.Reference)]) },
            ["broken"] = McpStubs.Started("broken") with { Env = new([KeyValuePair.Create("STUB_TOKEN", variable.Reference)]) },
        };
        await using (var orchestrator = Open(stub, key, header, servers, streams, telemetry))
        {
            var result = await orchestrator.RunBenchmarkAsync(Benchmark(), RunWithSecrets, Asked.Token);
            heard.AddRange(result.Work!.Unanswered);
            await foreach (var candidate in result.CandidatesAsync(Asked.Token))
                heard.Add($"{candidate.Failure} {await candidate.OutputAsync(Asked.Token)}");
            await using var tables = new StringWriter();
            await result.WriteScoresCsvAsync(tables, Asked.Token);
            await result.WriteMarkdownAsync(tables, null, Asked.Token);
            using var json = new MemoryStream();
            await result.WriteJsonLinesAsync(json, null, Asked.Token);
            heard.Add(tables + Encoding.UTF8.GetString(json.ToArray()));
        }

        Assert.True(stub.Requests.Count > 12);
        Assert.Contains(heard, static line => line.Contains("I read ***", StringComparison.Ordinal));
        Assert.Contains(heard, static line => line.Contains("Refused: ***", StringComparison.Ordinal));
        Assert.Contains(heard, static line => line.Contains("I read I know *** ", StringComparison.Ordinal));
        Assert.Contains(heard, static line => line.Contains("I read I know  ***", StringComparison.Ordinal));
        Assert.Contains(heard, static line => line.Contains("The licence is missing ***", StringComparison.Ordinal));
        Assert.Contains(StoredTexts.Below(folder), static stored => stored.Text.Contains("I read ***", StringComparison.Ordinal));
        Assert.Contains(StoredTexts.Below(folder), static stored => stored.Place.Contains("vault.jsonl.zst", StringComparison.Ordinal) && stored.Text.Contains("I was told ***", StringComparison.Ordinal));
        foreach (var (place, text) in heard.Select(static text => ("a message", text)).Concat(StoredTexts.Below(folder)))
        {
            foreach (var secret in (string[])["canary-mcp-env-9c41", "canary-mcp-header-2fd7", "canary-key-55d1", "canary-header-e08b", "canary-7f3e", "canary-of-environment"])
                Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{secret} stands in {place}.");
        }
    }

    [Fact]
    public async Task Exception_of_a_refused_key_shows_nothing_of_it()
    {
        using var key = new EnvironmentVariable("canary-key-55d1");
        await using var stub = await StubServer.StartAsync(new StubOptions { ApiKey = "other" }, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub) with { ApiKey = key.Reference });

        var failure = await Assert.ThrowsAnyAsync<Exception>(async () => await engine.AskAsync("Hello?"));

        Assert.Contains("Incorrect API key provided: Bearer ***", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
    }

    private static string Told(StubRequest request) => $"{request.Headers["Authorization"]["Bearer ".Length..]} {request.Headers["x-secret"]}";

    private static BenchmarkDefinition Benchmark()
    {
        var simple = BenchmarkDefinition.Simple("vault", "Open {item.Id}", "stub/tiny-1", Enumerable.Range(1, 12).Select(static i => new { Id = $"v{i}", Answer = "" }));
        return new BenchmarkDefinition
        {
            Spec = simple.Spec with
            {
                Slices =
                [
                    simple.Spec.Slices[0] with { Tools = ["vault"] },
                    .. ((string[])["started", "reached", "broken"]).Select(id => simple.Spec.Slices[0] with { Id = id, McpServers = [id] }),
                ],
                Scores = [.. simple.Spec.Scores, new ScoreSpec("judged", [new MetricSpec("judge") { Config = JsonValue.Parse("""{"judge":"strict"}""") }])],
            },
            Plugins = simple.Plugins.Add(new ModelJudge("strict", new JudgeSpec { Model = "tiny-1", Provider = "stub" })).Add(
                new ToolSpec("vault", "Opens."),
                new FunctionToolHandler("vault", "1", static (_, request, _) => ValueTask.FromResult($"{request.Runtime.SecretOf("vault").Reveal()}"))),
            Datasets = simple.Spec.Slices.Select(static slice => slice.Id).Concat(["started", "reached", "broken"]).ToDictionary(static id => id, _ => simple.Datasets.Values.First()),
            Name = simple.Name,
        };
    }

    private static RunOptions RunWithSecrets => new()
    {
        Context = new RuntimeContext
        {
            Secrets = new Dictionary<string, Secret> { ["vault"] = new(Canary) },
            Environment = new Dictionary<string, string> { ["place"] = "canary-of-environment" },
        },
    };

    private Orchestrator Open(StubServer stub, EnvironmentVariable key, EnvironmentVariable header, Dictionary<string, McpSpec> servers, bool streams, TelemetryBus telemetry)
    {
        var project = new ProjectSpec("demo")
        {
            Mcp = new(servers),
            Execution = new ExecutionPolicy { CircuitBreakerThreshold = 1000 },
            Providers = new([KeyValuePair.Create("stub", Asked.At(stub, streams) with { ApiKey = key.Reference, Headers = new([KeyValuePair.Create("x-secret", header.Reference)]) })]),
        };
        return Orchestrator.FromProjectSpec(project, new OrchestratorOptions
        {
            EngineFactories = [new ChatEngineFactory()],
            ProjectDirectory = folder.FullName,
            Telemetry = telemetry,
            Recordings = new RecordingOptions { Records = true },
        });
    }
}
