using System.Globalization;
using Assay.Contracts;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>Under many calls at once and many faults, nothing is lost and nothing is counted twice.</summary>
public sealed class LoadTests : IDisposable
{
    private const int Count = 2_000;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("assay-ai-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Each_candidate_is_answered_once_and_the_provider_s_limit_is_never_exceeded()
    {
        // A tenth of all requests is refused, and every fiftieth cut off before it is answered.
        await using var stub = await StubServer.StartAsync(
            new StubOptions
            {
                MaxConcurrency = 128,
                Answer = static request => new StubAnswer(request.LastText),
                Fault = static request => request.Number % 10 == 0 ? StubFault.RateLimited(0) : request.Number % 50 == 7 ? new StubFault(StubFaultKind.Reset) : null,
            },
            Asked.Token);
        await using var orchestrator = Orchestrator.FromProjectSpec(
            new ProjectSpec("load")
            {
                Execution = new ExecutionPolicy { MaxInFlight = 512, MaxRetries = 20 },
                Providers = new([KeyValuePair.Create("stub", Asked.At(stub) with { MaxConcurrency = 128 })]),
            },
            new OrchestratorOptions { EngineFactories = [new ChatEngineFactory()], ProjectDirectory = folder.FullName });
        var echo = BenchmarkDefinition.Simple("echo", "{item.Answer}", "stub/tiny-1", Enumerable.Range(0, Count).Select(static i => new { Answer = $"word{i.ToString(CultureInfo.InvariantCulture)}" }));

        var result = await orchestrator.RunBenchmarkAsync(echo, null, Asked.Token);

        Assert.Equal((Count, Count, 0, 0), (result.Work!.Generated, result.Work.Scored, result.Work.Failed, result.Work.Missing));
        Assert.Equal(Count, stub.Answered);
        Assert.Equal(Count, stub.Requests.Select(static request => request.LastText).Distinct().Count());
        Assert.Equal(0, stub.Exceeded);
        await foreach (var candidate in result.CandidatesAsync(Asked.Token))
            Assert.Equal(1, candidate.Scores["exact_match"].Value);
    }
}
