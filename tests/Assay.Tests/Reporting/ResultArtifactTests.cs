using System.Security.Cryptography;
using System.Text.Json;
using Assay.Errors;
using Assay.Reporting;
using Assay.Results;
using Assay.Tests.Results;

namespace Assay.Tests.Reporting;

public sealed class ResultArtifactTests : IAsyncDisposable
{
    private readonly Runs runs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(runs.Path, "artifacts");

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task Artifacts_are_the_files_that_the_manifest_lists_with_their_hashes()
    {
        var result = await RunAsync();

        var manifest = await result.PersistArtifactsAsync(Folder, null, Token);

        Assert.Equal(["results.jsonl", "scores.csv", "summary.json", "summary.md"], manifest.Files.Select(static file => file.Name));
        Assert.All(manifest.Files, file => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, file.Name)))), file.Sha256));
        Assert.All(manifest.Files, file => Assert.Equal(new FileInfo(Path.Combine(Folder, file.Name)).Length, file.Bytes));
        Assert.Equal(["manifest.json", .. manifest.Files.Select(static file => file.Name)], Names());
        using var written = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "manifest.json"), Token));
        Assert.Equal(result.RunId.ToString(), written.RootElement.GetProperty("run").GetString());
        Assert.Equal(manifest.Files.Select(static file => file.Sha256), written.RootElement.GetProperty("files").EnumerateArray().Select(static file => file.GetProperty("sha256").GetString()));
    }

    [Fact]
    public async Task Summary_holds_totals_scores_aggregates_and_leaderboards()
    {
        var result = await RunAsync();
        await result.PersistArtifactsAsync(Folder, null, Token);

        using var summary = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "summary.json"), Token));

        var root = summary.RootElement;
        Assert.Equal("assay.summary/1", root.GetProperty("format").GetString());
        Assert.Equal(4, root.GetProperty("totals").GetProperty("candidates").GetInt32());
        Assert.Equal(result.Scores[0].Hash.ToString(), root.GetProperty("scores")[0].GetProperty("hash").GetString());
        Assert.Equal([("s1", "m1", 0.5), ("s1", "m2", 1.0)], root.GetProperty("aggregates").EnumerateArray().Select(static row => (row.GetProperty("slice").GetString()!, row.GetProperty("model").GetString()!, row.GetProperty("mean").GetDouble())));
        Assert.Equal(["m2", "m1"], root.GetProperty("leaderboards").GetProperty("em").EnumerateArray().Select(static row => row.GetProperty("model").GetString()));
    }

    [Fact]
    public async Task Same_results_give_the_same_files_and_other_files_are_left_alone()
    {
        var result = await RunAsync();
        var first = await result.PersistArtifactsAsync(Folder, null, Token);
        await File.WriteAllTextAsync(Path.Combine(Folder, "notes.txt"), "mine", Token);

        var second = await result.PersistArtifactsAsync(Folder, null, Token);

        Assert.Equal(first, second);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(Folder, "notes.txt"), Token));
        Assert.Equal(6, Names().Count());
    }

    [Fact]
    public async Task A_stopped_writing_leaves_the_folder_as_it_was()
    {
        var result = await RunAsync();
        var before = await result.PersistArtifactsAsync(Folder, null, Token);
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => result.PersistArtifactsAsync(Folder, new ArtifactOptions { Level = 0.5 }, stopped.Token));

        Assert.Equal(5, Names().Count());
        Assert.All(before.Files, file => Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, file.Name))))));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_an_error_that_names_it()
    {
        var result = await RunAsync();
        await File.WriteAllTextAsync(Folder, "a file in the way", Token);

        var error = await Assert.ThrowsAsync<AssayException>(() => result.PersistArtifactsAsync(Folder, null, Token));

        Assert.Equal((ErrorCode.ExportUnwritable, Folder), (error.Code, error.Problems[0].File));
    }

    [Fact]
    public async Task A_file_that_cannot_be_put_in_place_leaves_no_draft_and_no_manifest()
    {
        var result = await RunAsync();
        Directory.CreateDirectory(Path.Combine(Folder, "scores.csv"));

        var error = await Assert.ThrowsAsync<AssayException>(() => result.PersistArtifactsAsync(Folder, null, Token));

        Assert.Equal(Path.Combine(Folder, "scores.csv"), error.Problems[0].File);
        Assert.Equal(["results.jsonl"], Names());
    }

    private IEnumerable<string> Names() => Directory.EnumerateFiles(Folder).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private Task<BenchmarkResult> RunAsync() => runs.RunAsync(
        [ScoredTrial.Of("m1", "a", 1), ScoredTrial.Of("m1", "b", 0), ScoredTrial.Of("m2", "a", 1), ScoredTrial.Of("m2", "b", 1)]);
}
