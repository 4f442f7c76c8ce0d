using System.Reflection;
using Assay.Errors;
using Assay.Hosting;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Execution;

/// <summary>How an orchestrator is made, what it refuses, and how it ends.</summary>
public sealed class ConstructionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Orchestrators_are_made_by_their_factories_alone() =>
        Assert.Empty(typeof(Orchestrator).GetConstructors(BindingFlags.Public | BindingFlags.Instance));

    [Fact]
    public void Options_default_to_the_built_in_plugins_five_candidates_at_once_and_the_system_clock()
    {
        var options = new OrchestratorOptions();

        Assert.Equal((5, Environment.CurrentDirectory, TimeProvider.System), (options.ParallelCandidates, options.ProjectDirectory, options.Time));
        Assert.Equal((null, null, null, null, null, null), (options.DatasetProvider, options.DatasetLoader, options.Store, options.Storage, options.StoreDirectory, options.Telemetry));
        Assert.True(options.Registry.TryGetExtractor("math_answer", out _) && options.Registry.TryGetMetric("bleu", out _));
        Assert.Empty(options.Surroundings);
    }

    [Fact]
    public void Every_broken_rule_of_a_project_is_one_problem_of_one_exception()
    {
        var project = new ProjectSpec("a/b") { Execution = new ExecutionPolicy { MaxRetries = -1, BackoffFactor = 0.5, MaxInFlight = 0 }, Backend = new WorkerPoolBackendSpec { PollSeconds = 0 } };

        var error = Assert.Throws<SpecValidationException>(() => folder.Open(project));

        Assert.Equal(["name", "execution.max_retries", "execution.backoff_factor", "execution.max_in_flight", "backend.poll_seconds"], error.Problems.Select(static problem => problem.Path));
        Assert.All(error.Problems, static problem => Assert.Equal(ErrorCode.SchemaMismatch, problem.Code));
    }

    [Theory]
    [InlineData("assay.toml", "name = \"p\"\n[execution]\nmax_retries = -1\nmax_in_fligth = 2\n", "3:15 4:1")]
    [InlineData("assay.json", "{\n \"name\": \"p\",\n \"execution\": {\"max_retries\": -1, \"max_in_fligth\": 2}\n}", "3:31 3:35")]
    public async Task Every_mistake_of_a_file_is_said_at_once_with_file_line_and_column(string file, string text, string places)
    {
        var path = Path.Combine(folder.Path, file);
        await File.WriteAllTextAsync(path, text, Token);

        var error = Assert.Throws<SpecValidationException>(() => Orchestrator.FromProjectFile(path));

        Assert.Equal(places.Split(' ').Order(StringComparer.Ordinal), error.Problems.Select(static problem => FormattableString.Invariant($"{problem.Line}:{problem.Column}")).Order(StringComparer.Ordinal));
        Assert.All(error.Problems, problem => Assert.Equal((ErrorCode.SchemaMismatch, path), (problem.Code, problem.File)));
    }

    [Theory]
    [InlineData("assay.yaml")]
    [InlineData("assay")]
    [InlineData("absent.toml")]
    public async Task Other_endings_and_absent_files_are_refused_by_name(string file)
    {
        var path = Path.Combine(folder.Path, file);
        if (!file.StartsWith("absent", StringComparison.Ordinal))
            await File.WriteAllTextAsync(path, "name = \"p\"", Token);

        var problem = Assert.Single(Assert.Throws<SpecValidationException>(() => Orchestrator.FromProjectFile(path)).Problems);

        Assert.Equal((ErrorCode.SchemaMismatch, path), (problem.Code, problem.File));
    }

    [Fact]
    public async Task Folder_of_a_project_file_is_the_projects_unless_the_options_say_otherwise()
    {
        var path = Path.Combine(folder.Path, "assay.toml");
        await File.WriteAllTextAsync(path, "name = \"p\"\n[storage]\nroot_dir = \"kept\"\n", Token);

        await using (var orchestrator = Orchestrator.FromProjectFile(path))
            await orchestrator.RunBenchmarkAsync(new TestBenchmark { Items = 1 }.Build(), null, Token);
        await using (var orchestrator = Orchestrator.FromProjectFile(path, new OrchestratorOptions { ProjectDirectory = Directory.CreateDirectory(Path.Combine(folder.Path, "elsewhere")).FullName }))
            await orchestrator.RunBenchmarkAsync(new TestBenchmark { Items = 1 }.Build(), null, Token);
        await using (var orchestrator = Orchestrator.FromProjectFile(path, new OrchestratorOptions { ProjectDirectory = folder.Path, StoreDirectory = "named" }))
            await orchestrator.RunBenchmarkAsync(new TestBenchmark { Items = 1 }.Build(), null, Token);

        Assert.All(["kept", "elsewhere/kept", "named"], store => Assert.True(File.Exists(Path.Combine(folder.Path, store, "assay.db")), store));
    }

    [Fact]
    public async Task Making_one_opens_and_writes_nothing()
    {
        await using (folder.Open())
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Disposed_orchestrator_may_be_disposed_again_and_runs_nothing()
    {
        var orchestrator = folder.Open();
        await orchestrator.RunBenchmarkAsync(new TestBenchmark { Items = 1 }.Build(), null, Token);

        await orchestrator.DisposeAsync();
        await orchestrator.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => orchestrator.RunBenchmarkAsync(new TestBenchmark { Items = 1 }.Build(), null, Token));
    }

    [Fact]
    public async Task Store_that_was_given_stays_its_owners()
    {
        await using var storage = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = Path.Combine(folder.Path, "given") }, TimeProvider.System, Token);
        var options = new OrchestratorOptions { ProjectDirectory = folder.Path, Storage = storage };

        await using (var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("test"), options))
        {
            Assert.Same(storage, await orchestrator.GetStorageAsync(Token));
            await orchestrator.RunBenchmarkAsync(new TestBenchmark { Items = 3 }.Build(), null, Token);
        }

        Assert.Single(await storage.Projections.ReadRunsAsync(Token));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, ".assay")));
    }

    [Fact]
    public async Task Postgres_project_without_a_store_says_where_to_give_one()
    {
        await using var orchestrator = folder.Open(new ProjectSpec("test") { Storage = new PostgresStorageSpec("Host=db", "blobs") });

        var error = await Assert.ThrowsAsync<AssayException>(() => orchestrator.RunBenchmarkAsync(new TestBenchmark().Build(), null, Token));

        Assert.Equal(ErrorCode.OptionInvalid, error.Code);
        Assert.Contains("OrchestratorOptions.Storage", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_makes_the_same_orchestrator_as_the_factory()
    {
        var project = new ProjectSpec("test") { Execution = new ExecutionPolicy { MaxRetries = 7 } };
        var services = new ServiceCollection();
        services.AddAssay(options =>
        {
            options.Project = project;
            options.ProjectDirectory = folder.Path;
        });

        await using var provider = services.BuildServiceProvider();
        var work = (await provider.GetRequiredService<Orchestrator>().RunBenchmarkAsync(new TestBenchmark().Build(), null, Token)).Work!;
        await using var same = folder.Open(project);

        Assert.Equal(project, provider.GetRequiredService<Orchestrator>().Project);
        Assert.Equal((10, 10), (work.Generated, (await same.RunBenchmarkAsync(new TestBenchmark().Build(), null, Token)).Work!.Reused));
    }

    [Fact]
    public async Task Container_refuses_a_broken_project_with_every_problem_at_once()
    {
        var services = new ServiceCollection();
        services.AddAssay(static options => options.Project = new ProjectSpec("a/b") { Execution = new ExecutionPolicy { MaxRetries = -1 } });
        await using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<SpecValidationException>(provider.GetRequiredService<Orchestrator>);

        Assert.Equal(["name", "execution.max_retries"], error.Problems.Select(static problem => problem.Path));
    }
}
