using System.Text;
using Assay.Errors;
using Assay.Results;
using Assay.Snapshots;
using Assay.Specs;

namespace Assay.Tests.Snapshots;

public sealed class SnapshotFolderTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("assay-snapshots-").FullName;
    private readonly RecordingLauncher launcher = new();
    private readonly SnapshotFolder folder;

    public SnapshotFolderTests() => folder = new SnapshotFolder(launcher);

    private SnapshotRequest Request => new(directory, "SupportTriage");

    private SnapshotPaths Verified => SnapshotPaths.Verified(Request);

    private SnapshotPaths Received => SnapshotPaths.Received(Request);

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task A_first_run_fails_writes_received_files_and_says_how_to_accept()
    {
        var outcome = await Verify("billing", Triage.Row("a", 1));
        Assert.True(outcome.Fails);
        Assert.Equal(Verdict.New, outcome.Verdict.Verdict);
        Assert.Equal(["SupportTriage.received.items.tsv", "SupportTriage.received.md"], FileNames());
        Assert.Contains("accept with: dotnet test -p:AssayAccept=true\n", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(launcher.Launched);
    }

    [Fact]
    public async Task Accepting_writes_the_verified_files_and_a_second_run_passes_without_writing()
    {
        await Verify("billing", Triage.Row("a", 1));
        var accepted = await Accept("billing", Triage.Row("a", 1));
        Assert.False(accepted.Fails);
        Assert.True(accepted.Accepted);
        Assert.Equal(["SupportTriage.verified.items.tsv", "SupportTriage.verified.md"], FileNames());

        var again = await Verify("billing", Triage.Row("a", 1));
        Assert.Equal((Verdict.Passed, "", null), (again.Verdict.Verdict, again.Message, again.Received));
        Assert.Equal(2, FileNames().Length);
    }

    [Fact]
    public async Task Files_are_utf8_without_a_mark_and_with_lf()
    {
        await Accept("billing", Triage.Row("ü", 1));
        foreach (var path in (string[])[Verified.Items, Verified.Table])
        {
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            Assert.NotEqual(0xEF, bytes[0]);
            Assert.DoesNotContain((byte)'\r', bytes);
            Assert.Equal((byte)'\n', bytes[^1]);
        }
    }

    [Fact]
    public async Task Line_ends_that_a_checkout_changed_do_not_matter()
    {
        await Accept("billing", Triage.Row("a", 1));
        foreach (var path in (string[])[Verified.Items, Verified.Table])
            await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("\n", "\r\n"), new UTF8Encoding(true));
        Assert.Equal(Verdict.Passed, (await Verify("billing", Triage.Row("a", 1))).Verdict.Verdict);
        Assert.False(File.Exists(Received.Items));
    }

    [Fact]
    public async Task Accepting_one_slice_changes_only_its_rows()
    {
        await Accept("billing", Triage.Row("a", 1), Triage.Row("b", 1));
        await Accept("access", Triage.Row("a", 1, slice: "access"));
        var before = await Lines(Verified);
        await Accept("access", Triage.Row("a", 0, slice: "access"));
        var after = await Lines(Verified);

        Assert.Equal(before.Length, after.Length);
        Assert.Equal(
            ["access\ta\tm\t\t\taccuracy\t1 > access\ta\tm\t\t\taccuracy\t0", "| m | 1.0000 | > | m | 0.0000 |"],
            before.Zip(after).Where(pair => pair.First != pair.Second).Select(pair => $"{pair.First} > {pair.Second}"));
    }

    [Fact]
    public async Task The_order_of_slices_does_not_change_the_files()
    {
        await Accept("billing", Triage.Row("a", 1));
        await Accept("access", Triage.Row("a", 1, slice: "access"));
        var first = await Lines(Verified);
        Directory.Delete(directory, recursive: true);
        Directory.CreateDirectory(directory);
        await Accept("access", Triage.Row("a", 1, slice: "access"));
        await Accept("billing", Triage.Row("a", 1));
        Assert.Equal(first, await Lines(Verified));
    }

    [Fact]
    public async Task A_difference_keeps_what_other_slices_received()
    {
        await AcceptBoth();
        await Verify("billing", Triage.Row("a", 0));
        await Verify("access", Triage.Row("a", 0, slice: "access"));
        var rows = ItemsFile.Parse(await File.ReadAllTextAsync(Received.Items, TestContext.Current.CancellationToken), "f");
        Assert.All(rows, row => Assert.Equal(0, row.Samples[0].Value));

        await Verify("billing", Triage.Row("a", 1));
        rows = ItemsFile.Parse(await File.ReadAllTextAsync(Received.Items, TestContext.Current.CancellationToken), "f");
        Assert.Equal([0, 1], rows.Select(row => row.Samples[0].Value!.Value));

        await Verify("access", Triage.Row("a", 1, slice: "access"));
        Assert.False(File.Exists(Received.Items));
        Assert.False(File.Exists(Received.Table));
    }

    [Fact]
    public async Task Accepting_a_slice_leaves_the_others_pending()
    {
        await AcceptBoth();
        await Verify("billing", Triage.Row("a", 0));
        await Verify("access", Triage.Row("a", 0, slice: "access"));
        await Accept("billing", Triage.Row("a", 0));

        Assert.Equal([1, 0], ItemsFile.Parse(await File.ReadAllTextAsync(Verified.Items, TestContext.Current.CancellationToken), "f").Select(row => row.Samples[0].Value!.Value));
        Assert.True(File.Exists(Received.Items));
        await Accept("access", Triage.Row("a", 0, slice: "access"));
        Assert.False(File.Exists(Received.Items));
    }

    [Fact]
    public async Task What_was_received_before_the_verified_file_changed_is_dropped()
    {
        await AcceptBoth();
        await Verify("billing", Triage.Row("a", 0));
        File.SetLastWriteTimeUtc(Received.Items, File.GetLastWriteTimeUtc(Verified.Items).AddSeconds(-1));
        await Verify("access", Triage.Row("a", 1, slice: "access"));
        Assert.False(File.Exists(Received.Items));
    }

    [Fact]
    public async Task Received_files_can_be_accepted_as_they_are()
    {
        await AcceptBoth();
        await Verify("billing", Triage.Row("a", 0));
        Assert.True(await folder.AcceptAsync(Request, TestContext.Current.CancellationToken));
        Assert.False(await folder.AcceptAsync(Request, TestContext.Current.CancellationToken));
        Assert.Equal(Verdict.Passed, (await Verify("billing", Triage.Row("a", 0))).Verdict.Verdict);
        Assert.Equal(Verdict.Passed, (await Verify("access", Triage.Row("a", 1, slice: "access"))).Verdict.Verdict);
    }

    [Fact]
    public async Task Slices_that_finish_at_once_all_arrive()
    {
        var spec = Triage.Benchmark with { Slices = ValueList.From(Enumerable.Range(0, 24).Select(i => new SliceSpec($"s{i:00}", new DatasetSpec(DatasetKind.Memory)))) };
        await Task.WhenAll(spec.Slices.Select(slice => Task.Run(() =>
            new SnapshotFolder().VerifyAsync(Request with { Accept = true }, new SliceResult(spec, slice.Id, [Triage.Row("a", 1, slice: slice.Id)])))));

        var rows = ItemsFile.Parse(await File.ReadAllTextAsync(Verified.Items, TestContext.Current.CancellationToken), "f");
        Assert.Equal(spec.Slices.Select(slice => slice.Id), rows.Select(row => row.Slice));
        Assert.Equal(2, FileNames().Length);
        Assert.Equal(await File.ReadAllTextAsync(Verified.Table, TestContext.Current.CancellationToken), TableFile.Write(spec, rows));
    }

    [Fact]
    public async Task A_slice_that_the_benchmark_dropped_leaves_with_the_next_accept()
    {
        await AcceptBoth();
        var spec = Triage.Benchmark with { Slices = [Triage.Benchmark.Slices[1]] };
        await folder.VerifyAsync(Request with { Accept = true }, new SliceResult(spec, "access", [Triage.Row("a", 1, slice: "access")]), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("billing", string.Join('\n', await Lines(Verified)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_was_edited_by_hand_fails()
    {
        await AcceptBoth();
        await File.WriteAllTextAsync(Verified.Table, (await File.ReadAllTextAsync(Verified.Table)).Replace("1.0000", "0.9000"));
        var outcome = await Verify("billing", Triage.Row("a", 1));
        Assert.Equal(Verdict.Incomparable, outcome.Verdict.Verdict);
        Assert.Contains("it was edited", outcome.Message, StringComparison.Ordinal);
        await Accept("billing", Triage.Row("a", 1));
        Assert.False((await Verify("billing", Triage.Row("a", 1))).Fails);
    }

    [Fact]
    public async Task An_improvement_passes_and_is_received()
    {
        await Accept("billing", Triage.Row("a", 0));
        var outcome = await Verify("billing", Triage.Row("a", 1));
        Assert.False(outcome.Fails);
        Assert.NotNull(outcome.Received);
        Assert.Equal([(Received.Table, Verified.Table)], launcher.Launched);
    }

    [Fact]
    public async Task A_change_that_the_table_does_not_show_is_launched_as_items()
    {
        await Accept("billing", Triage.Row("a", 0), Triage.Row("b", 1));
        Assert.True((await Verify("billing", Triage.Row("a", 1), Triage.Row("b", 0))).Fails);
        Assert.Equal([(Received.Items, Verified.Items)], launcher.Launched);
    }

    [Fact]
    public async Task An_unwritable_place_is_a_clear_error_that_still_names_the_finding()
    {
        await Accept("billing", Triage.Row("a", 1));
        Directory.CreateDirectory(Received.Items);
        var exception = await Assert.ThrowsAsync<SnapshotException>(() => Verify("billing", Triage.Row("a", 0)));
        Assert.Equal(ErrorCode.SnapshotUnwritable, exception.Code);
        Assert.Equal(Received.Items, exception.Problems[0].File);
        Assert.Contains("support-triage / billing: regressed", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(FileNames(), name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_passes_needs_no_place_to_write()
    {
        await Accept("billing", Triage.Row("a", 0));
        Directory.CreateDirectory(Received.Items);
        var outcome = await Verify("billing", Triage.Row("a", 1));
        Assert.Equal((Verdict.Improved, null), (outcome.Verdict.Verdict, outcome.Received));
    }

    [Fact]
    public async Task A_missing_directory_is_unwritable()
    {
        var request = new SnapshotRequest(Path.Combine(directory, "absent"), "X");
        var exception = await Assert.ThrowsAsync<SnapshotException>(() => folder.VerifyAsync(request, Triage.Result("billing", Triage.Row("a", 1))));
        Assert.Equal(ErrorCode.SnapshotUnwritable, exception.Code);
        Assert.False(Directory.Exists(request.Directory));
    }

    [Fact]
    public async Task A_merge_conflict_names_file_and_line_and_changes_nothing()
    {
        await AcceptBoth();
        await File.AppendAllTextAsync(Verified.Table, "<<<<<<< HEAD\n");
        var before = await Lines(Verified);
        var exception = await Assert.ThrowsAsync<SnapshotException>(() => Accept("billing", Triage.Row("a", 0)));
        Assert.Equal((ErrorCode.SnapshotMalformed, Verified.Table), (exception.Code, exception.Problems[0].File));
        Assert.Equal(before, await Lines(Verified));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_malformed()
    {
        await File.WriteAllBytesAsync(Verified.Items, [0x73, 0xff, 0xfe, 0x80], TestContext.Current.CancellationToken);
        var exception = await Assert.ThrowsAsync<SnapshotException>(() => Verify("billing", Triage.Row("a", 0)));
        Assert.Equal(ErrorCode.SnapshotMalformed, exception.Code);
    }

    [Fact]
    public async Task A_received_file_that_cannot_be_read_is_replaced()
    {
        await AcceptBoth();
        await File.WriteAllTextAsync(Received.Items, "garbage", TestContext.Current.CancellationToken);
        await Verify("billing", Triage.Row("a", 0));
        Assert.Equal(2, ItemsFile.Parse(await File.ReadAllTextAsync(Received.Items, TestContext.Current.CancellationToken), "f").Count);
    }

    private Task<SnapshotOutcome> Verify(string slice, params ItemScore[] scores) =>
        folder.VerifyAsync(Request, Triage.Result(slice, scores), TestContext.Current.CancellationToken);

    private Task<SnapshotOutcome> Accept(string slice, params ItemScore[] scores) =>
        folder.VerifyAsync(Request with { Accept = true }, Triage.Result(slice, scores), TestContext.Current.CancellationToken);

    private async Task AcceptBoth()
    {
        await Accept("billing", Triage.Row("a", 1));
        await Accept("access", Triage.Row("a", 1, slice: "access"));
    }

    private string[] FileNames() => [.. Directory.GetFileSystemEntries(directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static async Task<string[]> Lines(SnapshotPaths paths) =>
        [.. await File.ReadAllLinesAsync(paths.Items), .. await File.ReadAllLinesAsync(paths.Table)];

    private sealed class RecordingLauncher : IDiffLauncher
    {
        public List<(string Received, string Verified)> Launched { get; } = [];

        public Task LaunchAsync(string received, string verified, CancellationToken cancellationToken = default)
        {
            Launched.Add((received, verified));
            return Task.CompletedTask;
        }
    }
}
