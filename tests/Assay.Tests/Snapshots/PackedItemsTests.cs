using Assay.Errors;
using Assay.Results;
using Assay.Snapshots;
using Assay.Specs;

namespace Assay.Tests.Snapshots;

/// <summary>A snapshot of very many items is compressed, with blocks that a diff can show; both forms do the same.</summary>
public sealed class PackedItemsTests : IDisposable
{
    private const int Many = PackedItems.Threshold + 1;

    private static readonly BenchmarkSpec Benchmark = new("load")
    {
        Slices = [new SliceSpec("all", new DatasetSpec(DatasetKind.Memory)), new SliceSpec("few", new DatasetSpec(DatasetKind.Memory))],
        Scores = [new ScoreSpec("right", [new MetricSpec("right")])],
    };

    private readonly string folder = Directory.CreateTempSubdirectory("assay-packed-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SnapshotRequest Request => new(folder, "Load");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task So_many_items_are_kept_compressed_with_a_line_for_each_block()
    {
        await AcceptAsync(Rows(Many));

        Assert.Equal(["Load.verified.items.blocks.tsv", "Load.verified.items.tsv.zst", "Load.verified.md"], Files());
        var blocks = await ReadAsync("Load.verified.items.blocks.tsv");
        Assert.StartsWith("slice\tfirst\tlast\titems\trows\tdigest (assay-blocks/1)\nall\ti-000000\t", blocks, StringComparison.Ordinal);
        Assert.InRange(blocks.Split('\n').Length, 20, 120);
        Assert.Equal(Many, blocks.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Sum(static line => int.Parse(line.Split('\t')[3], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(ItemsFile.Write(Rows(Many)), PackedItems.Unpack(await File.ReadAllBytesAsync(PathOf("Load.verified.items.tsv.zst"), Token), "x"));
    }

    [Fact]
    public async Task Equal_scores_pass_and_change_no_byte()
    {
        await AcceptAsync(Rows(Many));
        var before = await File.ReadAllBytesAsync(PathOf("Load.verified.items.tsv.zst"), Token);

        var outcome = await VerifyAsync(Rows(Many));

        Assert.Equal((Verdict.Passed, ""), (outcome.Verdict.Verdict, outcome.Message));
        Assert.Equal(before, await File.ReadAllBytesAsync(PathOf("Load.verified.items.tsv.zst"), Token));
        Assert.Equal(3, Files().Length);
    }

    [Fact]
    public async Task A_changed_item_regresses_and_moves_one_block_alone()
    {
        await AcceptAsync(Rows(Many));

        var outcome = await VerifyAsync(Rows(Many, wrong: 31_000));

        Assert.Equal(Verdict.Regressed, outcome.Verdict.Verdict);
        Assert.Contains("i-031000: 1 → 0", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("received: Load.received.md, Load.received.items.blocks.tsv", outcome.Message, StringComparison.Ordinal);
        Assert.Single((await ReadAsync("Load.received.items.blocks.tsv")).Split('\n').Except((await ReadAsync("Load.verified.items.blocks.tsv")).Split('\n')));
    }

    [Fact]
    public async Task An_item_that_comes_moves_one_block_alone()
    {
        await AcceptAsync(Rows(Many));

        await VerifyAsync([.. Rows(Many), Row("all", "i-020000-b", 1)]);

        Assert.Single((await ReadAsync("Load.received.items.blocks.tsv")).Split('\n').Except((await ReadAsync("Load.verified.items.blocks.tsv")).Split('\n')));
    }

    [Fact]
    public async Task Received_files_are_accepted_in_their_form_and_the_other_form_goes()
    {
        await AcceptAsync(Rows(10));
        Assert.Equal(["Load.verified.items.tsv", "Load.verified.md"], Files());

        var grown = await VerifyAsync(Rows(Many));
        Assert.Equal(Verdict.Incomparable, grown.Verdict.Verdict);
        Assert.True(await new SnapshotFolder().AcceptAsync(Request, Token));
        Assert.Equal(["Load.verified.items.blocks.tsv", "Load.verified.items.tsv.zst", "Load.verified.md"], Files());

        await VerifyAsync(Rows(10));
        Assert.True(await new SnapshotFolder().AcceptAsync(Request, Token));
        Assert.Equal(["Load.verified.items.tsv", "Load.verified.md"], Files());
        Assert.Equal(ItemsFile.Write(Rows(10)), await ReadAsync("Load.verified.items.tsv"));
    }

    [Fact]
    public async Task Accepting_a_run_changes_the_form_where_the_threshold_is_crossed()
    {
        await AcceptAsync(Rows(Many));
        await AcceptAsync(Rows(PackedItems.Threshold));

        Assert.Equal(["Load.verified.items.tsv", "Load.verified.md"], Files());
    }

    [Fact]
    public async Task Accepting_one_slice_leaves_the_others_and_drops_those_that_are_gone()
    {
        await AcceptAsync(Rows(Many));
        await new SnapshotFolder().VerifyAsync(Request with { Accept = true }, new SliceResult(Benchmark, "few", [Row("few", "f", 1)]), Token);
        Assert.Equal(Many + 1, (await RowsAsync()).Count);

        await new SnapshotFolder().VerifyAsync(Request with { Accept = true }, new SliceResult(Benchmark with { Slices = [Benchmark.Slices[1]] }, "few", [Row("few", "f", 1)]), Token);

        Assert.Equal(["Load.verified.items.tsv", "Load.verified.md"], Files());
        Assert.Equal(ItemsFile.Write([Row("few", "f", 1)]), await ReadAsync("Load.verified.items.tsv"));
    }

    [Theory]
    [InlineData("both")]
    [InlineData("damaged")]
    [InlineData("blocks")]
    public async Task Files_that_do_not_fit_are_refused_by_name(string fault)
    {
        await AcceptAsync(Rows(Many));
        switch (fault)
        {
            case "both":
                await File.WriteAllTextAsync(PathOf("Load.verified.items.tsv"), ItemsFile.Write([]), Token);
                break;
            case "damaged":
                await File.WriteAllTextAsync(PathOf("Load.verified.items.tsv.zst"), "nonsense", Token);
                break;
            default:
                await File.AppendAllTextAsync(PathOf("Load.verified.items.blocks.tsv"), "all\tz\tz\t1\t1\t0\n", Token);
                break;
        }

        var error = await Assert.ThrowsAsync<SnapshotException>(() => VerifyAsync(Rows(Many)));

        Assert.Equal(ErrorCode.SnapshotMalformed, error.Problems[0].Code);
        Assert.Contains(fault == "blocks" ? "Load.verified.items.blocks.tsv" : "Load.verified.items.tsv.zst", error.Problems[0].File, StringComparison.Ordinal);
    }

    private static ItemScore Row(string slice, string item, double value) => new(slice, item, "m", "", "", "right", [new SampleScore(value)]);

    private static ItemScore[] Rows(int count, int wrong = -1) =>
        [.. Enumerable.Range(0, count).Select(i => Row("all", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"i-{i:000000}"), i == wrong ? 0 : 1))];

    private Task AcceptAsync(ItemScore[] rows) => new SnapshotFolder().VerifyAsync(Request with { Accept = true }, new SliceResult(Benchmark, "all", rows), Token);

    private Task<SnapshotOutcome> VerifyAsync(ItemScore[] rows) => new SnapshotFolder().VerifyAsync(Request, new SliceResult(Benchmark, "all", rows), Token);

    private async Task<IReadOnlyList<ItemScore>> RowsAsync() => ItemsFile.Parse(PackedItems.Unpack(await File.ReadAllBytesAsync(PathOf("Load.verified.items.tsv.zst"), Token), "x"), "x");

    private string PathOf(string name) => Path.Combine(folder, name);

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(PathOf(name), Token);

    private string[] Files() => [.. Directory.EnumerateFiles(folder).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
