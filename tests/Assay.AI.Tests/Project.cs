using Assay.Contracts;
using Assay.Execution;
using Assay.Recordings;
using Assay.Sessions;
using Assay.Specs;

namespace Assay.AI.Tests;

/// <summary>A project in a folder of its own, whose stores come and go while its recordings stay.</summary>
internal sealed class Project : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("assay-ai-");
    private int stores;

    public Project(Uri? address = null) => Address = address;

    /// <summary>Where the provider is; null for a port at which nobody listens.</summary>
    public Uri? Address { get; set; }

    public string Path => folder.FullName;

    /// <summary>What else is said of the provider.</summary>
    public Func<ProviderSpec, ProviderSpec> Provider { get; set; } = static provider => provider;

    public ProjectSpec Spec { get; set; } = new("demo") { Execution = new ExecutionPolicy { MaxRetries = 5 } };

    public string Recordings => System.IO.Path.Combine(Path, "recordings");

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>The project over a new store.</summary>
    public Orchestrator Open(bool records = false, PluginRegistry? plugins = null, string? store = null) => Orchestrator.FromProjectSpec(
        Spec with { Providers = new([KeyValuePair.Create("stub", Provider(new ProviderSpec("openai_compatible") { BaseUrl = (Address ?? new Uri("http://127.0.0.1:9/v1")).ToString(), TimeoutSeconds = 60 }))]) },
        new OrchestratorOptions
        {
            Registry = plugins ?? PluginRegistry.WithBuiltIns(),
            EngineFactories = [new ChatEngineFactory()],
            ProjectDirectory = Path,
            StoreDirectory = store ?? $"store{stores++}",
            Recordings = new RecordingOptions { Records = records },
        });

    /// <summary>Runs over a new store, as a mode would.</summary>
    public async Task<Found> RunAsync(BenchmarkDefinition benchmark, AssayMode mode, bool records = false, PluginRegistry? plugins = null, string? store = null, RunBudget? budget = null)
    {
        await using var orchestrator = Open(records, plugins, store);
        var options = new RunOptions { MaySpend = mode == AssayMode.Run, MayConnect = mode != AssayMode.Replay, Budget = budget };
        var result = await orchestrator.RunBenchmarkAsync(benchmark, options, Asked.Token);
        var scores = new SortedDictionary<string, double?>(StringComparer.Ordinal);
        var failures = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var candidate in result.CandidatesAsync(Asked.Token))
        {
            foreach (var (name, score) in candidate.Scores)
            {
                scores.Add($"{candidate.Model}/{candidate.ItemId}/{candidate.Sample}/{name}", score.Value);
                if (score.Failure is { } failure)
                    failures.Add(failure.Value);
            }
        }

        return new Found(result.Work!, scores, failures);
    }

    /// <summary>What a run did and found.</summary>
    internal sealed record Found(RunWork Work, SortedDictionary<string, double?> Scores, SortedSet<string> Failures);
}
