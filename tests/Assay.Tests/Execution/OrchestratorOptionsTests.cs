using System.Reflection;
using Assay.Errors;
using Assay.Execution;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.Tests.Execution;

/// <summary>What an orchestrator is made of, and what belongs to whom.</summary>
public sealed class OrchestratorOptionsTests : IDisposable
{
    private const string Toml = """
        name = "filed"
        [storage]
        kind = "sqlite"
        root_dir = "results"
        """;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void There_is_no_way_but_through_a_project() =>
        Assert.Empty(typeof(Orchestrator).GetConstructors(BindingFlags.Public | BindingFlags.Instance));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Data_and_store_of_a_project_file_lie_in_its_folder_whatever_else_is_given(bool withOptions)
    {
        var path = await WriteAsync();

        await using (var orchestrator = Orchestrator.FromProjectFile(path, withOptions ? new OrchestratorOptions { ParallelCandidates = 2 } : null))
            await orchestrator.SubmitAsync(new TestExperiment { Items = 1 }.Build(), null, Token);

        Assert.True(File.Exists(Path.Combine(folder.Path, "results", "assay.db")));
    }

    [Fact]
    public async Task Folders_of_the_options_come_before_those_of_the_file()
    {
        var path = await WriteAsync();
        var other = Directory.CreateDirectory(Path.Combine(folder.Path, "other")).FullName;

        await using (var orchestrator = Orchestrator.FromProjectFile(path, new OrchestratorOptions { ProjectDirectory = other, StoreDirectory = "store" }))
            await orchestrator.SubmitAsync(new TestExperiment { Items = 1 }.Build(), null, Token);

        Assert.True(File.Exists(Path.Combine(other, "store", "assay.db")));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "results")));
    }

    [Fact]
    public async Task Store_that_was_given_has_all_of_its_parts_and_stays_the_givers_to_close()
    {
        await using var storage = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = folder.Path }, TimeProvider.System, Token);
        RunHandle handle;
        await using (var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("p") { Storage = new PostgresStorageSpec("Host=nowhere", "blobs") }, new OrchestratorOptions { Storage = storage }))
        {
            Assert.Same(storage, await orchestrator.GetStorageAsync(Token));
            handle = await orchestrator.SubmitAsync(new TestExperiment { Items = 1 }.Build(), null, Token);
        }

        Assert.Equal(6, (await storage.Manifests.CountAsync(handle.RunId, DateTimeOffset.UnixEpoch, Token))[0].Completed);
        var run = Assert.Single(await storage.Projections.ReadRunsAsync(Token));
        Assert.NotEmpty(await storage.Events.ReadRunAsync(run.Id, Token).ToListAsync(Token));
        Assert.Null(await storage.Blobs.GetAsync(handle.RunId, Token));
    }

    [Fact]
    public async Task Storage_that_nothing_here_implements_needs_a_store()
    {
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("p") { Storage = new PostgresStorageSpec("Host=nowhere", "blobs") });

        var error = await Assert.ThrowsAsync<AssayException>(async () => await orchestrator.GetStorageAsync(Token));

        Assert.Equal(ErrorCode.OptionInvalid, error.Code);
        Assert.Contains(nameof(OrchestratorOptions.Storage), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_stores_at_once_are_refused()
    {
        await using var one = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = Path.Combine(folder.Path, "one") }, TimeProvider.System, Token);
        await using var two = await SqliteRunStore.OpenAsync(new SqliteStoreOptions { Directory = Path.Combine(folder.Path, "two") }, TimeProvider.System, Token);

        var error = Assert.Throws<AssayException>(() => Orchestrator.FromProjectSpec(new ProjectSpec("p"), new OrchestratorOptions { Storage = one, Store = two }));

        Assert.Equal(ErrorCode.OptionInvalid, error.Code);
    }

    private async Task<string> WriteAsync()
    {
        var path = Path.Combine(folder.Path, "assay.toml");
        await File.WriteAllTextAsync(path, Toml, Token);
        return path;
    }
}
