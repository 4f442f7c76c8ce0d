namespace Assay.Cli.Tests;

/// <summary><c>assay record</c> finds what is damaged.</summary>
public sealed class RecordTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assay-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Verify_tells_repeated_lines_lines_out_of_order_and_files_that_disagree()
    {
        Shelf.Record(PathOf("a"), Shelf.Answer(2, "two"), Shelf.Answer(1, "one"), Shelf.Answer(3, "three"), Shelf.Answer(3, "three"));
        Shelf.Record(PathOf("b"), Shelf.Answer(3, "drei"));

        var (exit, output, error) = await Tool.RunAsync(folder, "record", "verify");

        Assert.Equal((1, ""), (exit, error));
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Matches(@"^recordings/a\.jsonl\.zst +2  The lines are not in the order", lines[1]);
        Assert.Matches(@"^recordings/a\.jsonl\.zst +4  The answer 0+3 stands twice", lines[2]);
        Assert.Matches(@"^recordings/b\.jsonl\.zst +1  The answer 0+3 says something else than in recordings/a", lines[3]);
    }

    [Fact]
    public async Task Verify_names_the_line_of_a_file_that_cannot_be_read_and_list_shows_it_damaged()
    {
        Shelf.Record(PathOf("a"), Shelf.Answer(1, "one"), "nonsense");
        await File.WriteAllTextAsync(PathOf("b"), "this is not compressed", TestContext.Current.CancellationToken);

        var (exit, output, _) = await Tool.RunAsync(folder, "record", "verify");
        var (listed, list, _) = await Tool.RunAsync(folder, "record", "list");

        Assert.Equal((1, 0), (exit, listed));
        Assert.Matches(@"recordings/a\.jsonl\.zst +2  This is no recorded answer", output);
        Assert.Matches(@"recordings/b\.jsonl\.zst +1  The recordings cannot be unpacked", output);
        Assert.Contains("damaged", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_without_recordings_has_none()
    {
        var (exit, output, _) = await Tool.RunAsync(folder, "record", "list");

        Assert.Equal((0, "Nothing is recorded.\n"), (exit, output));
    }

    private string PathOf(string name) => Path.Combine(folder, "recordings", name + ".jsonl.zst");
}
