using System.Diagnostics;
using System.IO.Compression;
using Assay.Cli.Terminal;
using Assay.Results;
using Assay.Snapshots;
using Assay.Specs;

namespace Assay.Cli.Tests;

/// <summary>What a build kept comes back to the branch, and branches that both accepted are merged by git.</summary>
public sealed class SnapshotCommandTests : IDisposable
{
    private static readonly BenchmarkSpec Benchmark = new("triage")
    {
        Slices = [new SliceSpec("billing", new DatasetSpec(DatasetKind.Memory)) { Dimensions = ValueMap<string>.Empty.With("lang", "en") }, new SliceSpec("access", new DatasetSpec(DatasetKind.Memory))],
        Scores = [new ScoreSpec("accuracy", [new MetricSpec("exact")]), new ScoreSpec("length", [new MetricSpec("chars")]) { HigherIsBetter = false }],
    };

    private readonly string folder = Directory.CreateTempSubdirectory("assay-cli-").FullName;
    private readonly FrozenTime time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Delete(folder);

    [Theory]
    [InlineData(false, "tests/Deep")]
    [InlineData(true, "tests/Deep")]
    [InlineData(false, "elsewhere")]
    public async Task Accept_takes_what_a_build_kept_and_writes_down_why(bool isZip, string keptIn)
    {
        await WriteAsync(Path.Combine(folder, "tests", "Deep"), 1);
        var kept = Path.Combine(folder, "artifact");
        await WriteAsync(Path.Combine(kept, keptIn), 0, "received");
        if (isZip)
        {
            await ZipFile.CreateFromDirectoryAsync(kept, kept + ".zip", Token);
            Delete(kept);
        }

        var (dry, listed, _) = await RunAsync("accept", "tests", "--dry-run", "--from", "artifact");
        var (exit, accepted, error) = await RunAsync("accept", isZip || keptIn != "elsewhere" ? "." : "tests", "--from", isZip ? "artifact.zip" : "artifact", "--reason", "The judge is\nnew | better");

        Assert.Equal("", error);
        Assert.Equal((isZip ? 0 : 1, 0), (dry, exit));
        Assert.Contains("Triage", accepted, StringComparison.Ordinal);
        Assert.Contains("not committed", accepted, StringComparison.Ordinal);
        Assert.Equal(isZip ? "There is nothing to accept.\n" : listed, listed);
        Assert.Equal(Items(0), await ReadAsync("tests/Deep/Triage.verified.items.tsv"));
        Assert.Equal("# Triage: why its snapshots were accepted\n\n- 2026-03-04: The judge is new \\| better\n", await ReadAsync("tests/Deep/Triage.history.md"));
        Assert.False(File.Exists(Path.Combine(folder, "tests/Deep/Triage.received.md")));
    }

    [Fact]
    public async Task Accept_refuses_an_artifact_that_belongs_to_several_snapshots()
    {
        await WriteAsync(Path.Combine(folder, "one"), 1);
        await WriteAsync(Path.Combine(folder, "two"), 1);
        var kept = Directory.CreateTempSubdirectory("assay-cli-").FullName;
        await WriteAsync(Path.Combine(kept, "x"), 0, "received");

        var (exit, _, error) = await RunAsync("accept", "--from", kept);
        Delete(kept);

        Assert.Equal(2, exit);
        Assert.Contains("error option_invalid: 'Triage' of the artifact belongs to several snapshots", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Git_merges_snapshots_that_both_branches_accepted_without_markers()
    {
        await RepositoryAsync();
        await BranchAsync("theirs", rows => Change(rows, "t-2", "accuracy", 0));
        await BranchAsync("ours", rows => [.. Change(rows, "t-1", "accuracy", 0), Row("billing", "t-9", "accuracy", 1), Row("billing", "t-9", "length", 7)]);

        Assert.Equal(0, await GitAsync("merge", "-q", "-m", "both", "theirs"));

        ItemScore[] expected = [.. Change(Change(Rows, "t-1", "accuracy", 0), "t-2", "accuracy", 0), Row("billing", "t-9", "accuracy", 1), Row("billing", "t-9", "length", 7)];
        Assert.Equal(ItemsFile.Write(expected), await ReadAsync("Triage.verified.items.tsv"));
        Assert.Equal(TableFile.Write(Benchmark, expected), await ReadAsync("Triage.verified.md"));
    }

    [Fact]
    public async Task Git_says_which_rows_both_branches_changed_and_leaves_a_file_that_can_be_read()
    {
        await RepositoryAsync();
        await BranchAsync("theirs", rows => Change(rows, "t-1", "length", 8));
        await BranchAsync("ours", rows => Change(rows, "t-1", "length", 6));

        Assert.Equal(1, await GitAsync("merge", "-q", "-m", "both", "theirs"));

        Assert.Equal(ItemsFile.Write(Change(Rows, "t-1", "length", 6)), await ReadAsync("Triage.verified.items.tsv"));
    }

    [Fact]
    public async Task Git_merges_snapshots_that_are_compressed()
    {
        await RepositoryAsync();
        var plain = Path.Combine(folder, "Triage.verified.items.tsv");
        File.Delete(plain);
        await PackAsync(Rows);
        await GitAsync("add", "-A");
        Assert.Equal(0, await GitAsync("commit", "-q", "-m", "packed"));
        await GitAsync("branch", "-f", "theirs");
        foreach (var (branch, changed) in new[] { ("theirs", Change(Rows, "t-2", "accuracy", 0)), ("ours", Change(Change(Rows, "t-1", "accuracy", 0), "t-3", "accuracy", 0)) })
        {
            await GitAsync("checkout", "-q", branch);
            await PackAsync(changed);
            Assert.Equal(0, await GitAsync("commit", "-qam", branch));
        }

        Assert.Equal(0, await GitAsync("merge", "-q", "-m", "both", "theirs"));

        var expected = RowsSorted(Change(Change(Change(Rows, "t-1", "accuracy", 0), "t-2", "accuracy", 0), "t-3", "accuracy", 0));
        Assert.Equal(ItemsFile.Write(expected), PackedItems.Unpack(await File.ReadAllBytesAsync(plain + ".zst", Token), "x"));
        Assert.Equal(PackedItems.Blocks(expected), await ReadAsync("Triage.verified.items.blocks.tsv"));
        Assert.Equal(TableFile.Write(Benchmark, expected), await ReadAsync("Triage.verified.md"));
    }

    [Fact]
    public async Task Compressed_snapshots_are_listed_accepted_and_compared()
    {
        await PackAsync(Rows);
        await PackAsync(Change(Rows, "t-1", "accuracy", 0), "received");

        var (compared, comparison, error) = await RunAsync("compare", "Triage.verified.items.tsv.zst", "Triage.received.items.tsv.zst", "--metric", "accuracy");
        var (_, listed, _) = await RunAsync("accept", "--dry-run");
        var (exit, _, _) = await RunAsync("accept");

        Assert.Equal(("", 0, 0), (error, compared, exit));
        Assert.Contains("billing", comparison, StringComparison.Ordinal);
        Assert.Contains("Triage", listed, StringComparison.Ordinal);
        Assert.Equal(PackedItems.Blocks(RowsSorted(Change(Rows, "t-1", "accuracy", 0))), await ReadAsync("Triage.verified.items.blocks.tsv"));
        Assert.Empty(Directory.EnumerateFiles(folder, "*.received.*"));
    }

    private static IReadOnlyList<ItemScore> RowsSorted(IEnumerable<ItemScore> rows) => ItemsFile.Parse(ItemsFile.Write(rows), "x");

    private async Task PackAsync(IEnumerable<ItemScore> rows, string kind = "verified")
    {
        var sorted = RowsSorted(rows);
        await File.WriteAllBytesAsync(Path.Combine(folder, $"Triage.{kind}.items.tsv.zst"), PackedItems.Pack(ItemsFile.Write(sorted)), Token);
        await File.WriteAllTextAsync(Path.Combine(folder, $"Triage.{kind}.items.blocks.tsv"), PackedItems.Blocks(sorted), Token);
        await File.WriteAllTextAsync(Path.Combine(folder, $"Triage.{kind}.md"), TableFile.Write(Benchmark, sorted), Token);
    }

    private static ItemScore[] Rows =>
        [.. Enumerable.Range(0, 5).SelectMany(i => (ItemScore[])[Row("billing", $"t-{i}", "accuracy", 1), Row("billing", $"t-{i}", "length", 5)]), Row("access", "a-1", "accuracy", 1)];

    private static ItemScore Row(string slice, string item, string score, double value) => new(slice, item, "m", "", "", score, [new SampleScore(value)]);

    private static ItemScore[] Change(IEnumerable<ItemScore> rows, string item, string score, double value) =>
        [.. rows.Select(row => row.ItemId == item && row.Score == score ? row with { Samples = [new SampleScore(value)] } : row)];

    private static string Items(double value) => ItemsFile.Write([Row("billing", "t-1", "accuracy", value)]);

    private static void Delete(string directory)
    {
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(directory, recursive: true);
    }

    private static async Task WriteAsync(string directory, double value, string kind = "verified")
    {
        Directory.CreateDirectory(directory);
        await File.WriteAllTextAsync(Path.Combine(directory, $"Triage.{kind}.items.tsv"), Items(value), Token);
        await File.WriteAllTextAsync(Path.Combine(directory, $"Triage.{kind}.md"), TableFile.Write(Benchmark, [Row("billing", "t-1", "accuracy", value)]), Token);
    }

    private async Task RepositoryAsync()
    {
        Assert.SkipUnless(await ChildProcess.RunAsync("git", ["--version"], folder, static _ => { }, Token) == 0, "There is no git.");
        await GitAsync("init", "-q", "-b", "ours");
        await GitAsync("config", "user.email", "somebody@example.org");
        await GitAsync("config", "user.name", "Somebody");
        await GitAsync("config", "commit.gpgsign", "false");
        var tool = typeof(CliApp).Assembly.Location;
        await GitAsync("config", "merge.assay.driver", $"\"{Environment.ProcessPath}\" exec \"{tool}\" merge --base %O --ours %A --theirs %B --path %P");
        if (!Path.GetFileNameWithoutExtension(Environment.ProcessPath)!.Equals("dotnet", StringComparison.Ordinal))
            await GitAsync("config", "merge.assay.driver", $"dotnet exec \"{tool}\" merge --base %O --ours %A --theirs %B --path %P");
        await File.WriteAllTextAsync(Path.Combine(folder, ".gitattributes"), "*.verified.items.tsv merge=assay\n*.verified.items.tsv.zst merge=assay\n*.verified.items.blocks.tsv merge=assay\n*.verified.md merge=assay\n", Token);
        await WriteAsync(Rows);
        await GitAsync("add", "-A");
        Assert.Equal(0, await GitAsync("commit", "-q", "-m", "base"));
        await GitAsync("branch", "theirs");
    }

    private async Task BranchAsync(string branch, Func<ItemScore[], ItemScore[]> change)
    {
        await GitAsync("checkout", "-q", branch);
        await WriteAsync(change(Rows));
        Assert.Equal(0, await GitAsync("commit", "-qam", branch));
    }

    private async Task WriteAsync(ItemScore[] rows)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "Triage.verified.items.tsv"), ItemsFile.Write(rows), Token);
        await File.WriteAllTextAsync(Path.Combine(folder, "Triage.verified.md"), TableFile.Write(Benchmark, rows), Token);
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(folder, name), Token);

    private Task<(int Exit, string Out, string Error)> RunAsync(params string[] arguments) =>
        Tool.RunAsync(new CliEnvironment(new StringWriter(), new StringWriter(), folder) { Time = time }, arguments);

    private async Task<int> GitAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("GIT", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var (error, answer) = (process.StandardError.ReadToEndAsync(Token), process.StandardOutput.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        TestContext.Current.TestOutputHelper?.WriteLine(await answer + await error);
        return process.ExitCode;
    }
}
