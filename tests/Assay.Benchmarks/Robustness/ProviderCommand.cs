using System.Diagnostics;
using System.Globalization;
using Assay.AI;
using Assay.Contracts;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.Benchmarks.Robustness;

/// <summary>
/// Runs candidates against a provider of chat models over HTTP on loopback, in this process, that takes its time, and holds the run against Little's law:
/// candidates / in flight × latency. The provider counts its requests and where its limit is exceeded; anything lost, repeated or exceeded ends with exit code 1.
/// </summary>
internal static class ProviderCommand
{
    /// <summary>How often every place in flight is taken before anything is timed: until then the runtime compiles the client and the provider.</summary>
    private const int WarmUp = 80;

    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var options = new Arguments(args, "--candidates", "--ms", "--in-flight");
        var (count, inFlight) = ((int)options.Number("--candidates", 20_000), (int)options.Number("--in-flight", 512));
        var latency = TimeSpan.FromMilliseconds(options.Number("--ms", 200));
        var folder = Directory.CreateTempSubdirectory("assay-provider-").FullName;
        try
        {
            await using var stub = await StubServer.StartAsync(new StubOptions { Latency = latency, MaxConcurrency = inFlight, Answer = static request => new StubAnswer(request.LastText) }, cancellationToken);
            await RunAsync(stub, folder, "warm", WarmUp * inFlight, inFlight, cancellationToken);
            var (before, processor) = (stub.Answered, Process.GetCurrentProcess().TotalProcessorTime);
            var ticks = Stopwatch.GetTimestamp();
            var scored = await RunAsync(stub, folder, "run", count, inFlight, cancellationToken);
            var took = Stopwatch.GetElapsedTime(ticks);
            processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
            var law = latency * Math.Ceiling((double)count / inFlight);
            var asked = stub.Answered - before;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{count} candidates, {inFlight} in flight, {latency.TotalMilliseconds:0} ms: {took.TotalSeconds:0.00} s, by Little's law {law.TotalSeconds:0.00} s, {law / took:0.0 %} of it; processor {processor.TotalSeconds:0.0} s ({processor.TotalMicroseconds / count:0} µs/candidate, the provider's own among them); {asked} answered, {scored} scored, at most {stub.MostAtOnce} at once, limit exceeded {stub.Exceeded} times"));
            return asked == count && scored == count && stub.Exceeded == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<long> RunAsync(StubServer stub, string folder, string name, int count, int inFlight, CancellationToken cancellationToken)
    {
        var provider = new ProviderSpec("openai_compatible") { BaseUrl = stub.BaseUrl.ToString(), MaxConcurrency = inFlight, Stream = false };
        await using var orchestrator = Orchestrator.FromProjectSpec(
            new ProjectSpec("provider") { Providers = new([KeyValuePair.Create("stub", provider)]), Execution = new ExecutionPolicy { MaxInFlight = inFlight } },
            new OrchestratorOptions { EngineFactories = [new ChatEngineFactory()], ProjectDirectory = folder, StoreDirectory = name });
        var echo = BenchmarkDefinition.Simple(name, "{item.Answer}", "stub/tiny-1", Enumerable.Range(0, count).Select(i => new { Answer = string.Create(CultureInfo.InvariantCulture, $"{name} {i}") }));
        return (await orchestrator.RunBenchmarkAsync(echo, null, cancellationToken)).Work!.Scored;
    }
}
