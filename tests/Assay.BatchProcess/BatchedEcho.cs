using Assay.AI;
using Assay.Contracts;
using Assay.Execution;
using Assay.Specs;

namespace Assay.BatchProcess;

/// <summary>A benchmark whose answers a provider's batches make, for tests and the process that they kill.</summary>
public static class BatchedEcho
{
    /// <summary>The benchmark.</summary>
    public static BenchmarkDefinition Benchmark(int items)
    {
        var simple = BenchmarkDefinition.Simple("echo", "{item.Id}", "stub/tiny-1", Enumerable.Range(0, items).Select(static i => new { Id = $"e{i:00}", Answer = "" }));
        var spec = simple.Spec with { Inference = new InferenceGrid { Params = [new InferenceParams { MaxTokens = 50 }] } };
        return new BenchmarkDefinition { Spec = spec, Plugins = simple.Plugins, Datasets = simple.Datasets, Name = simple.Name };
    }

    /// <summary>The project over a store.</summary>
    /// <param name="directory">Its folder.</param>
    /// <param name="address">Where the provider is.</param>
    /// <param name="maxItems">How many items one batch holds.</param>
    /// <param name="storage">The store; null for a file in the folder.</param>
    public static Orchestrator Open(string directory, string address, int maxItems, StorageSpec? storage = null) => Orchestrator.FromProjectSpec(
        new ProjectSpec("demo")
        {
            Storage = storage ?? new SqliteStorageSpec(),
            Execution = new ExecutionPolicy { MaxRetries = 5 },
            Backend = new BatchBackendSpec("stub") { PollSeconds = 0.01, MaxItems = maxItems },
            Providers = new([KeyValuePair.Create("stub", new ProviderSpec("openai_compatible") { BaseUrl = address })]),
        },
        new OrchestratorOptions { EngineFactories = [new ChatEngineFactory()], ProjectDirectory = directory, StoreDirectory = "store" });

    /// <summary>Runs it to its end.</summary>
    public static async Task<RunWork> RunAsync(string directory, string address, int items, int maxItems, StorageSpec? storage, CancellationToken cancellationToken)
    {
        await using var orchestrator = Open(directory, address, maxItems, storage);
        return (await orchestrator.RunBenchmarkAsync(Benchmark(items), cancellationToken: cancellationToken)).Work!;
    }
}
