using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Hosting;
using Assay.Specs;
using Assay.Tests.Datasets;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Hosting;

public sealed class AddAssayTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Container_gives_one_orchestrator_that_runs_with_the_containers_plugins_and_data()
    {
        var services = Services().AddAssayEngine<Echo>().AddAssayMetric<Length>();
        services.AddSingleton<IDatasetLoader, Loader>();
        await using var provider = services.BuildServiceProvider();

        var orchestrator = provider.GetRequiredService<Orchestrator>();
        var (_, outcome) = await orchestrator.ExecuteAsync(Benchmark("echo"), RunStages.All, new RunOptions(), Token);

        Assert.Same(orchestrator, provider.GetRequiredService<Orchestrator>());
        Assert.Equal((2L, 2L), (outcome.Tasks[0].Generated, outcome.Tasks[0].Scored));
        Assert.True(File.Exists(Path.Combine(folder.Path, ".assay", "store.db")) || Directory.GetFiles(Path.Combine(folder.Path, ".assay")).Length > 0);
    }

    [Fact]
    public async Task Plugins_of_every_kind_are_found_keyed_or_plain()
    {
        var services = Services()
            .AddAssayEngine<Echo>().AddAssayEngine<Keyed>("fast").AddAssayEngine<Keyed>("slow")
            .AddAssayExtractor<Nothing>().AddAssayMetric<Length>().AddAssayJudge<Judge>()
            .AddAssayHook<First>().AddAssayHook<Second>()
            .AddAssayTool<Search>(new ToolSpec("search", "Searches."));
        await using var provider = services.BuildServiceProvider();

        var registry = provider.GetRequiredService<PluginRegistry>();

        Assert.Equal(
            ["Engine echo", "Engine fast", "Engine slow", "Extractor nothing", "Metric length", "Judge judge", "Hook first", "Hook second", "Tool search"],
            registry.Describe().Where(static one => one.Origin == PluginOrigin.Services).Select(static one => $"{one.Kind} {one.Id}"));
        Assert.True(registry.TryGetToolSpec("search", out var tool) && tool.Description == "Searches.");
        Assert.True(registry.TryGetExtractor("choice_letter", out _));
    }

    [Fact]
    public async Task Plugin_of_the_container_comes_before_a_built_in_one_of_its_id()
    {
        await using var provider = Services().AddAssayMetric<OwnExactMatch>().BuildServiceProvider();

        Assert.True(provider.GetRequiredService<PluginRegistry>().TryGetMetric("exact_match", out var metric));
        Assert.IsType<OwnExactMatch>(metric);
    }

    [Fact]
    public async Task Two_engines_of_one_id_are_refused()
    {
        await using var provider = Services().AddAssayEngine<Echo>().AddAssayEngine<Echo>().BuildServiceProvider();

        var error = Assert.Throws<AssayException>(provider.GetRequiredService<Orchestrator>);

        Assert.Equal(ErrorCode.PluginDuplicate, error.Code);
    }

    [Fact]
    public async Task Tool_with_the_handler_of_another_is_refused()
    {
        await using var provider = Services().AddAssayTool<Search>(new ToolSpec("fetch", "Fetches.")).BuildServiceProvider();

        var error = Assert.Throws<AssayException>(provider.GetRequiredService<PluginRegistry>);

        Assert.Equal(ErrorCode.OptionInvalid, error.Code);
        Assert.Contains("'fetch'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_of_a_tool_that_the_project_declares_needs_no_spec()
    {
        await using var provider = Services().AddAssayTool<Search>().BuildServiceProvider();
        var registry = provider.GetRequiredService<PluginRegistry>();

        Assert.True(registry.TryGetTool("search", out _));
        Assert.False(registry.TryGetToolSpec("search", out _));
    }

    [Fact]
    public async Task Project_may_come_from_its_file()
    {
        folder.Write("conf/assay.toml", "name = \"from-file\"\nglobal_seed = 5\n");
        var services = new ServiceCollection().AddAssay(options => options.ProjectFile = Path.Combine(folder.Path, "conf", "assay.toml"));
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(("from-file", 5L), (provider.GetRequiredService<Orchestrator>().Project.Name, provider.GetRequiredService<Orchestrator>().Project.GlobalSeed));
    }

    [Fact]
    public async Task Store_clock_and_bus_of_the_container_are_used()
    {
        var time = new Assay.Tests.Execution.ManualTime();
        var events = 0;
        var bus = new Assay.Telemetry.TelemetryBus();
        using var told = bus.Subscribe(_ => Interlocked.Increment(ref events));
        await using var storage = await Assay.Storage.StorageBundle.OpenSqliteAsync(new Assay.Storage.Sqlite.SqliteStoreOptions { Directory = Path.Combine(folder.Path, "own") }, time, Token);
        var services = Services().AddAssayEngine<Echo>().AddAssayMetric<Length>().AddSingleton(storage).AddSingleton<TimeProvider>(time).AddSingleton(bus).AddSingleton<IDatasetLoader, Loader>();
        await using var provider = services.BuildServiceProvider();
        var orchestrator = provider.GetRequiredService<Orchestrator>();

        var handle = await orchestrator.SubmitAsync(Benchmark("echo"), null, Token);

        Assert.Same(storage, await orchestrator.GetStorageAsync(Token));
        Assert.Equal(time.GetUtcNow(), (await orchestrator.GetRunProgressAsync(handle.RunId.ToString(), Token)).Started!.Value, TimeSpan.FromMilliseconds(1));
        Assert.NotEqual(0, events);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, ".assay")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_project_must_be_given(bool twice)
    {
        var services = new ServiceCollection().AddAssay(options =>
        {
            options.Project = twice ? new ProjectSpec("p") : null;
            options.ProjectFile = twice ? "assay.toml" : null;
        });
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(ErrorCode.OptionInvalid, Assert.Throws<AssayException>(provider.GetRequiredService<Orchestrator>).Code);
    }

    private IServiceCollection Services() => new ServiceCollection().AddAssay(options =>
    {
        options.Project = new ProjectSpec("hosted");
        options.ProjectDirectory = folder.Path;
    });

    private static BenchmarkSpec Benchmark(string engine) => new("b")
    {
        Models = [new ModelSpec("m", engine)],
        Slices = [new SliceSpec("s", new DatasetSpec(DatasetKind.Memory))],
        Scores = [new ScoreSpec("length", [new MetricSpec("length")])],
    };

    private sealed class Loader : IDatasetLoader
    {
        public IAsyncEnumerable<Item> LoadAsync(DatasetScope scope, CancellationToken cancellationToken) =>
            new[] { "a", "b" }.Select(static id => new Item(id, id, JsonSerializer.SerializeToUtf8Bytes(id))).ToAsyncEnumerable();
    }

    private class Echo : IEngine
    {
        public virtual string Id => "echo";

        public string Version => "1";

        public EngineInput Input => EngineInput.Item;

        public bool IsPaid => false;

        public ValueTask<Output> GenerateAsync(EngineRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(new Output(request.Item.Id));
    }

    private sealed class Keyed([ServiceKey] string id) : Echo
    {
        public override string Id => id;
    }

    private sealed class Nothing : IExtractor
    {
        public string Id => "nothing";

        public string Version => "1";

        public BoundExtractor Bind(JsonElement? config) => static (_, _) => ValueTask.FromResult(Extraction.NotFound("nothing"));
    }

    private class Length : IMetric
    {
        public virtual string Id => "length";

        public string Version => "1";

        public BoundMetric Bind(JsonElement? config) => static (context, _) => ValueTask.FromResult(new MetricResult(context.Output.Text.Length));
    }

    private sealed class OwnExactMatch : Length
    {
        public override string Id => "exact_match";
    }

    private sealed class Judge : IJudge
    {
        public string Id => "judge";

        public string Version => "1";

        public ValueTask<JudgeVerdict> JudgeAsync(JudgeRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(new JudgeVerdict(1));
    }

    private sealed class First : IHook
    {
        public string Id => "first";

        public string Version => "1";

        public HookStages Stages => HookStages.All;
    }

    private sealed class Second : IHook
    {
        public string Id => "second";

        public string Version => "1";

        public HookStages Stages => HookStages.All;
    }

    private sealed class Search : IToolHandler
    {
        public string Id => "search";

        public string Version => "1";

        public ValueTask<string> InvokeAsync(JsonElement arguments, EngineRequest request, CancellationToken cancellationToken) => ValueTask.FromResult("found");
    }
}
