using System.Text.Json.Nodes;

namespace Assay.Cli.Tests;

/// <summary><c>assay import</c> of other stores: shards become one.</summary>
public sealed class ImportTests(SampleStore store) : IClassFixture<SampleStore>, IAsyncLifetime
{
    private string folder = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => folder = await Shelf.FillAsync(store);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_store_comes_whole_and_a_second_time_changes_nothing()
    {
        var first = await ImportAsync("shard");
        var second = await ImportAsync("shard");

        Assert.Equal((32, 60), ((int)first["generations"]!, (int)first["scores"]!));
        Assert.Equal((0, 0, 32), ((int)second["generations"]!, (int)second["scores"]!, (int)second["already_there"]!));
        Assert.Equal(("[\"r1\",\"r2\"]", "[]"), (first["runs"]!.ToJsonString(), second["runs"]!.ToJsonString()));
        var (exit, output, _) = await Tool.RunAsync(folder, "store", "verify", "--store", "empty");
        Assert.True(exit == 0, output);
    }

    [Fact]
    public async Task What_came_reads_as_where_it_was_made()
    {
        await ImportAsync("shard");
        await ImportAsync("shard");

        string first = "";
        foreach (var run in (string[])["r2", "r1"])
        {
            var (_, came, _) = await Tool.RunAsync(folder, "export", run, "--store", "empty");
            (_, first, _) = await Tool.RunAsync(folder, "export", run);
            Assert.Equal(first, came);
        }

        var hash = Rows(first).First(static row => row.Contains("2+2,large", StringComparison.Ordinal)).Split(',')[^1];
        var (_, there, _) = await Tool.RunAsync(folder, "show", hash, "--json");
        var (_, here, _) = await Tool.RunAsync(folder, "show", hash, "--json", "--store", "empty");
        Assert.Equal(Without(there), Without(here));

        static IEnumerable<string> Rows(string csv) => csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1);

        // Which run it came with, and when its parses and scores were written, is each store's own.
        static string Without(string json)
        {
            var page = JsonNode.Parse(json)!.AsObject();
            page.Remove("run");
            page.Remove("timeline");
            return page.ToJsonString();
        }
    }

    [Fact]
    public async Task Outcomes_of_tests_come_where_they_are_newer()
    {
        foreach (var (place, text) in new[] { ("shard", "new"), ("empty", "old") })
            await Shelf.WriteAsync(folder, $"{place}/outcomes/sums/plain.json", text);
        File.SetLastWriteTimeUtc(Path.Combine(folder, "empty/outcomes/sums/plain.json"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var report = await ImportAsync("shard");

        Assert.Equal(1, (int)report["outcomes"]!);
        Assert.Equal("new", await File.ReadAllTextAsync(Path.Combine(folder, "empty/outcomes/sums/plain.json"), Token));
    }

    [Theory]
    [InlineData("nowhere", "import_unreadable")]
    [InlineData("deep", "store_unreadable")]
    [InlineData(".assay", "option_invalid")]
    public async Task What_is_no_other_store_is_refused(string path, string code)
    {
        var (exit, output, error) = await Tool.RunAsync(folder, "import", path);

        Assert.Equal((2, ""), (exit, output));
        Assert.Contains($"error {code}: ", error, StringComparison.Ordinal);
    }

    private async Task<JsonNode> ImportAsync(string path)
    {
        var (exit, output, error) = await Tool.RunAsync(folder, "import", path, "--store", "empty", "--json");
        Assert.Equal((0, ""), (exit, error));
        return JsonNode.Parse(output)!;
    }
}
