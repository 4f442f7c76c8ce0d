using Assay.Specs;
using Assay.Storage.Sqlite;

namespace Assay.Tests.Storage;

/// <summary>What committed entries survive, from the project's setting to the connection that writes. That a killed process loses none is shown by <see cref="CrashTests"/>.</summary>
public sealed class DurabilityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // SQLite's names: 1 is NORMAL, which syncs the log before it is folded into the file; 2 is FULL, which syncs it at each commit.
    [Theory]
    [InlineData(null, 1)]
    [InlineData(StoreDurability.Normal, 1)]
    [InlineData(StoreDurability.Full, 2)]
    public async Task Setting_of_the_project_reaches_the_connection_that_writes(StoreDurability? durability, long synchronous)
    {
        var storage = durability is { } set ? new SqliteStorageSpec { Durability = set } : new SqliteStorageSpec();
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("test") { Storage = storage }, new OrchestratorOptions { ProjectDirectory = folder.Path });

        using var database = new StoreConnections(orchestrator.OptionsFor(storage), StoreMigrations.Current).OpenWriter();

        Assert.Equal(synchronous, database.QueryLong("PRAGMA synchronous"));
    }

    [Theory]
    [InlineData("normal", StoreDurability.Normal)]
    [InlineData("full", StoreDurability.Full)]
    public async Task Setting_is_read_from_the_project_file(string word, StoreDurability expected)
    {
        var path = Path.Combine(folder.Path, "assay.toml");
        await File.WriteAllTextAsync(path, $"name = \"test\"\n\n[storage]\nkind = \"sqlite\"\ndurability = \"{word}\"\n", TestContext.Current.CancellationToken);

        var storage = Assert.IsType<SqliteStorageSpec>(ProjectFile.Load(path).Storage);

        Assert.Equal(expected, storage.Durability);
    }
}
