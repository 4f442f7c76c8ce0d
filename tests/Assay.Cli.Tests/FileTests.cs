using Assay.Specs;

namespace Assay.Cli.Tests;

/// <summary>The commands that work on files beside the code.</summary>
public sealed class FileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assay-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Diff_shows_each_value_that_differs_and_ends_with_1()
    {
        await WriteAsync("before.json", SpecJson.Write(SampleStore.Spec("Add.", "What is {item.question}?")));
        await WriteAsync("after.json", SpecJson.Write(SampleStore.Spec("Add with care.", "What is {item.question}?") with { Samples = 3 }));

        var (exit, output, error) = await Tool.RunAsync(folder, "diff", "before.json", "after.json");
        var (_, json, _) = await Tool.RunAsync(folder, "diff", "before.json", "after.json", "--json");
        var (same, equal, _) = await Tool.RunAsync(folder, "diff", "before.json", "before.json");

        Assert.Equal("", error);
        Assert.Equal((1, 0), (exit, same));
        Assert.Equal("The specs are equal.\n", equal);
        await Golden.MatchAsync(output, "diff");
        await Golden.MatchAsync(json, "diff.json");
    }

    [Fact]
    public async Task Diff_refuses_files_of_two_kinds()
    {
        await WriteAsync("benchmark.json", SpecJson.Write(SampleStore.Spec("Add.", "What is {item.question}?")));
        await WriteAsync("assay.toml", "name = \"sums\"\n");

        var (exit, _, error) = await Tool.RunAsync(folder, "diff", "benchmark.json", "assay.toml");

        Assert.Equal(2, exit);
        Assert.Contains("error option_invalid: The files are of two kinds, a benchmark and a project", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_makes_received_snapshots_the_verified_ones_and_a_dry_run_only_lists_them()
    {
        var sample = Path.Combine(Root(), "samples", "SupportTriage");
        var items = Directory.EnumerateFiles(sample, "*.verified.items.tsv", SearchOption.AllDirectories).First();
        await WriteAsync("deep/SupportTriage.received.items.tsv", await File.ReadAllTextAsync(items, TestContext.Current.CancellationToken));
        await WriteAsync("deep/SupportTriage.received.md", await File.ReadAllTextAsync(items.Replace(".items.tsv", ".md", StringComparison.Ordinal), TestContext.Current.CancellationToken));

        var (dry, listed, _) = await Tool.RunAsync(folder, "accept", "--dry-run");
        Assert.False(File.Exists(Path.Combine(folder, "deep", "SupportTriage.verified.md")));
        var (exit, accepted, error) = await Tool.RunAsync(folder, "accept");
        var (again, nothing, _) = await Tool.RunAsync(folder, "accept");

        Assert.Equal("", error);
        Assert.Equal((1, 0, 0), (dry, exit, again));
        Assert.Equal("snapshot            baseline\ndeep/SupportTriage  none\n", listed);
        Assert.Equal(listed, accepted);
        Assert.Equal("There is nothing to accept.\n", nothing);
        Assert.True(File.Exists(Path.Combine(folder, "deep", "SupportTriage.verified.md")));
        Assert.False(File.Exists(Path.Combine(folder, "deep", "SupportTriage.received.md")));
    }

    [Fact]
    public async Task Accept_names_a_received_file_that_is_no_snapshot()
    {
        await WriteAsync("Broken.received.items.tsv", "nonsense\n");
        await WriteAsync("Broken.received.md", "nonsense\n");

        var (exit, _, error) = await Tool.RunAsync(folder, "accept");

        Assert.Equal(2, exit);
        Assert.Contains("Broken.received.", error, StringComparison.Ordinal);
        Assert.Contains("error snapshot_malformed: ", error, StringComparison.Ordinal);
    }

    private async Task WriteAsync(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "dsl.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("These tests run from within a checkout.");
        return directory.FullName;
    }
}
