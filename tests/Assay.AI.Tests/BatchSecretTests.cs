using System.Text;
using Assay.Contracts;
using Assay.Recordings;
using Assay.Reporting;
using Assay.Specs;
using Assay.StubProvider;
using Assay.Telemetry;

namespace Assay.AI.Tests;

/// <summary>What a provider is told is found nowhere afterwards where it is asked by batches and for embeddings either.</summary>
public sealed class BatchSecretTests : IDisposable
{
    private const string Repeated = "I was told canary-key-55d1 and canary-header-e08b";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("assay-ai-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Canary_in_key_and_headers_is_found_nowhere_after_batches_and_embeddings()
    {
        using var key = new EnvironmentVariable("canary-key-55d1");
        using var header = new EnvironmentVariable("canary-header-e08b");
        var uploads = 0;
        await using var stub = await StubServer.StartAsync(
            new StubOptions
            {
                // The provider repeats every secret, in answers, in the errors of lines, of uploads and of embeddings.
                Answer = static _ => new StubAnswer(Repeated),
                Fault = request => request switch
                {
                    { Path: "/v1/files" } => Interlocked.Increment(ref uploads) == 1 ? StubFault.Of(503, "busy", $"{Repeated}.") : null,
                    { Path: "/v1/embeddings" } => StubFault.Of(400, "invalid", $"{Repeated}."),
                    { Batch: not null } => request.Number % 3 == 0 ? StubFault.Of(400, "invalid", $"{Repeated}.") : null,
                    _ => null,
                },
            },
            Asked.Token);
        var heard = new List<string>();
        var telemetry = new TelemetryBus();
        using var listening = telemetry.Subscribe(happened =>
        {
            lock (heard)
                heard.Add(happened.ToString());
        });
        await using (var orchestrator = Open(stub, key, header, telemetry))
        {
            var result = await orchestrator.RunBenchmarkAsync(Benchmark(), null, Asked.Token);
            heard.AddRange(result.Work!.Unanswered);
            await foreach (var candidate in result.CandidatesAsync(Asked.Token))
                heard.Add($"{candidate.Failure} {await candidate.OutputAsync(Asked.Token)}");
            using var json = new MemoryStream();
            await result.WriteJsonLinesAsync(json, null, Asked.Token);
            heard.Add(Encoding.UTF8.GetString(json.ToArray()));
        }

        Assert.NotEmpty(stub.Batches);
        Assert.Contains(stub.Requests, static request => request.Headers.TryGetValue("x-secret", out var told) && told == "canary-header-e08b");
        Assert.Contains(stub.Requests, static request => request.Path == "/v1/embeddings");
        Assert.Contains(heard, static line => line.Contains("I was told *** and ***", StringComparison.Ordinal));
        foreach (var (place, text) in heard.Select(static text => ("a message", text)).Concat(StoredTexts.Below(folder)))
            Assert.False(text.Contains("canary", StringComparison.Ordinal), $"A secret stands in {place}: {text[Math.Max(0, text.IndexOf("canary", StringComparison.Ordinal) - 80)..]}");
    }

    private static BenchmarkDefinition Benchmark()
    {
        var simple = BenchmarkDefinition.Simple("vault", "Open {item.Id}", "stub/tiny-1", Enumerable.Range(1, 12).Select(static i => new { Id = $"v{i}", Answer = "open" }));
        return new BenchmarkDefinition
        {
            Spec = simple.Spec with
            {
                Scores = [.. simple.Spec.Scores, new ScoreSpec("near", [new MetricSpec("embedding_similarity") { Config = JsonValue.Parse("""{"model":"tiny-embed","provider":"stub","expected":"Answer"}""") }])],
            },
            Plugins = simple.Plugins,
            Datasets = simple.Datasets,
            Name = simple.Name,
        };
    }

    private Orchestrator Open(StubServer stub, EnvironmentVariable key, EnvironmentVariable header, TelemetryBus telemetry)
    {
        var project = new ProjectSpec("demo")
        {
            Backend = new BatchBackendSpec("stub") { PollSeconds = 0.01, MaxItems = 5 },
            Execution = new ExecutionPolicy { CircuitBreakerThreshold = 1000 },
            Providers = new([KeyValuePair.Create("stub", Asked.At(stub) with { ApiKey = key.Reference, Headers = new([KeyValuePair.Create("x-secret", header.Reference)]) })]),
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
