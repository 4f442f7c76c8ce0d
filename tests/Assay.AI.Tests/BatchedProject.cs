using Assay.BatchProcess;
using Assay.Contracts;
using Assay.Execution;
using Assay.Results;
using Assay.Sessions;
using Assay.Specs;
using Assay.Storage;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>A project whose answers a provider's batches make.</summary>
internal sealed class BatchedProject : IDisposable
{
    public BatchedProject(int maxItems = 7) => Files.Spec = ByBatch(maxItems);

    /// <summary>Its folder, stores and provider.</summary>
    public Project Files { get; } = new();

    public ProjectSpec Spec
    {
        get => Files.Spec;
        set => Files.Spec = value;
    }

    public void Dispose() => Files.Dispose();

    public static BenchmarkDefinition Echo(int items = 20) => BatchedEcho.Benchmark(items);

    /// <summary>The same benchmark whose slice has a tool, which no batch takes.</summary>
    public static BenchmarkDefinition WithTool(BenchmarkDefinition simple) => new()
    {
        Spec = simple.Spec with { Slices = [simple.Spec.Slices[0] with { Tools = ["again"] }] },
        Plugins = simple.Plugins.Add(new ToolSpec("again", "Asks again."), new FunctionToolHandler("again", "1", static (_, _, _) => ValueTask.FromResult("no"))),
        Datasets = simple.Datasets,
        Name = simple.Name,
    };

    public static ProjectSpec ByBatch(int maxItems = 100, long maxBytes = 100_000) => new("demo")
    {
        Execution = new ExecutionPolicy { MaxRetries = 5 },
        Backend = new BatchBackendSpec("stub") { PollSeconds = 0.01, MaxItems = maxItems, MaxBytes = maxBytes },
    };

    /// <summary>The project, asking directly from now on.</summary>
    public Project Direct()
    {
        Spec = Spec with { Backend = new LocalBackendSpec() };
        return Files;
    }

    public async Task<StubServer> StartAsync(StubOptions options)
    {
        var stub = await StubServer.StartAsync(options, Asked.Token);
        Files.Address = stub.BaseUrl;
        return stub;
    }

    /// <summary>Runs the benchmark of twenty items.</summary>
    public Task<Project.Found> RunAsync(AssayMode mode = AssayMode.Run, string? store = null, RunBudget? budget = null, bool records = false) => Files.RunAsync(Echo(), mode, records, store: store, budget: budget);

    /// <summary>The batches that are remembered.</summary>
    public string[] Remembered(string? store = null)
    {
        var folder = Path.Combine(Files.Path, store ?? "store0", "batches");
        return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
    }

    public async Task<List<CandidateResult>> CandidatesAsync(string store, int items = 20)
    {
        await using var orchestrator = Files.Open(store: store);
        return await (await orchestrator.GetResultAsync(Echo(items), Asked.Token)).CandidatesAsync(Asked.Token).ToListAsync(Asked.Token);
    }

    public async Task<string?[]> TextsAsync(string store)
    {
        await using var orchestrator = Files.Open(store: store);
        var result = await orchestrator.GetResultAsync(Echo(), Asked.Token);
        var texts = new List<string?>();
        await foreach (var candidate in result.CandidatesAsync(Asked.Token))
            texts.Add((await candidate.OutputAsync(Asked.Token))?.Text);
        return [.. texts];
    }

    public async Task<List<GenerationDetails>> DetailsAsync(string store, int items = 20)
    {
        await using var orchestrator = Files.Open(store: store);
        var result = await orchestrator.GetResultAsync(Echo(items), Asked.Token);
        var details = new List<GenerationDetails>();
        await foreach (var candidate in result.CandidatesAsync(Asked.Token))
            details.Add((await result.TimelineAsync(candidate, Asked.Token)).Generation!);
        return details;
    }
}
