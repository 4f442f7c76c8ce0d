namespace Assay.Cli.Tests;

/// <summary>What <c>assay store</c> does to a store.</summary>
public sealed class StoreCareTests(SampleStore store) : IClassFixture<SampleStore>, IDisposable
{
    private readonly string folder = store.Copy();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Verify_ends_with_1_and_lists_what_is_damaged()
    {
        await ChangeAsync("UPDATE generations SET state = 1 WHERE state = 2");

        var (exit, output, error) = await Tool.RunAsync(folder, "store", "verify");

        Assert.Equal("", error);
        Assert.Equal(1, exit);
        Assert.Contains("projection_differs", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rebuild_mends_what_is_derived()
    {
        await ChangeAsync("UPDATE generations SET state = 1 WHERE state = 2");

        var (exit, _, _) = await Tool.RunAsync(folder, "store", "rebuild");
        var (sound, _, _) = await Tool.RunAsync(folder, "store", "verify");

        Assert.Equal((0, 0), (exit, sound));
    }

    [Fact]
    public async Task Compact_drops_a_run_by_its_name()
    {
        var (exit, output, _) = await Tool.RunAsync(folder, "store", "compact", "--drop", "r1");
        var (_, list, _) = await Tool.RunAsync(folder, "list");

        Assert.Equal(0, exit);
        Assert.StartsWith("Dropped: 1 runs, ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\nr1 ", list, StringComparison.Ordinal);
        Assert.Contains("\nr2 ", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_leaves_a_store_of_this_version_as_it_is()
    {
        var (exit, output, _) = await Tool.RunAsync(folder, "store", "migrate");

        Assert.Equal(0, exit);
        Assert.StartsWith("The store has the schema of this version, ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scores", "parquet")]
    [InlineData("events", "jsonl")]
    public async Task Export_writes_the_whole_store(string what, string format)
    {
        var (exit, output, error) = await Tool.RunAsync(folder, "store", "export", what, "--format", format, "-o", "all." + format, "--json");

        Assert.Equal("", error);
        Assert.Equal(0, exit);
        Assert.Contains("\"rows\": ", output, StringComparison.Ordinal);
        Assert.True(new FileInfo(Path.Combine(folder, "all." + format)).Length > 0);
    }

    private async Task ChangeAsync(string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        Assert.Equal(0, SQLitePCL.raw.sqlite3_open(Path.Combine(folder, ".assay", "assay.db"), out var database));
        using (database)
            Assert.Equal(0, SQLitePCL.raw.sqlite3_exec(database, sql));
        await Task.CompletedTask;
    }
}
