using Assay.Errors;
using Assay.Results;
using Assay.Specs;

namespace Assay.Snapshots;

/// <summary>One slice held against what the files say, with the lock held.</summary>
internal sealed class SliceVerification
{
    private readonly SnapshotRequest request;
    private readonly SliceResult result;
    private readonly BenchmarkSpec benchmark;
    private readonly string slice;
    private readonly IReadOnlyList<ItemScore> rows;
    private readonly string section;
    private readonly SnapshotPaths verifiedPaths;
    private readonly SnapshotPaths receivedPaths;
    private Func<Func<ScoreComparison, ItemChange, OutputCut?>?, string> message = static _ => "";

    /// <summary>Renders the slice's section.</summary>
    /// <param name="request">Where the snapshot lies.</param>
    /// <param name="result">The result, its scores in the order of the items file.</param>
    /// <param name="verifiedPaths">What is in version control.</param>
    /// <param name="receivedPaths">What a run leaves.</param>
    public SliceVerification(SnapshotRequest request, SliceResult result, SnapshotPaths verifiedPaths, SnapshotPaths receivedPaths)
    {
        this.request = request;
        this.result = result;
        this.verifiedPaths = verifiedPaths;
        this.receivedPaths = receivedPaths;
        benchmark = result.Benchmark;
        slice = result.Slice;
        rows = result.Scores;
        section = TableSection.Write(benchmark, slice, rows);
    }

    /// <summary>Judges the slice and leaves the files as the verdict asks; what it says is <see cref="DescribeAsync"/>'s.</summary>
    /// <param name="verified">What is verified.</param>
    /// <param name="pending">What is received already; the verified content when nothing is.</param>
    public async Task<SnapshotOutcome> RunAsync(SnapshotContent verified, SnapshotContent pending)
    {
        var verdict = Judge(verified);
        var before = verified.SectionOf(slice) ?? "";
        var differs = before != section || !SnapshotContent.AreSame(verified.RowsOf(slice), rows);
        var now = pending.With(slice, rows, section);
        var text = new FailureText(request, Shown(verifiedPaths, request.Accept ? PackedItems.IsWanted(verified.With(slice, rows, section).Rows) : File.Exists(verifiedPaths.Packed)), Shown(receivedPaths, PackedItems.IsWanted(now.Rows)));
        message = cutOf => text.Of(benchmark.Id, verdict, before, section, differs, cutOf);

        var isSettled = !request.Accept && !differs && ReferenceEquals(pending, verified);
        if (request.Accept)
        {
            verified = verified.With(slice, rows, section);
            await verified.For(benchmark, slice).WriteAsync(verifiedPaths, benchmark, "");
        }

        var isPending = await WritePendingAsync(verified, isSettled ? verified : now, verdict);
        return new SnapshotOutcome(verdict, "") { Accepted = request.Accept, Received = isPending ? receivedPaths : null };
    }

    /// <summary>The message; where the slice fails, with what was said of the items that got worse. Reading that may take a while, so that nobody is to wait for it with the lock.</summary>
    public async Task<string> DescribeAsync(SliceVerdict verdict, CancellationToken cancellationToken)
    {
        if (request.Accept || request.Outputs is null || Gate.ToShow(benchmark, verdict) is not { Count: > 0 } places)
            return message(null);
        var cuts = places.Zip(await request.Outputs(places, cancellationToken)).ToDictionary(static pair => pair.First, static pair => pair.Second);
        var shown = new ShownOutputs(benchmark, slice);
        return message((comparison, change) => cuts.GetValueOrDefault(shown.PlaceOf(comparison, change)));
    }

    /// <summary>The files as people are told of them: of the compressed form the one that can be read.</summary>
    private static SnapshotPaths Shown(SnapshotPaths paths, bool isPacked) => isPacked ? paths with { Items = paths.Blocks } : paths;

    private SliceVerdict Judge(SnapshotContent verified)
    {
        var before = verified.RowsOf(slice);
        var verdict = Gate.Compare(result, verified.Rows);
        if (verdict.Verdict == Verdict.New || verified.SectionOf(slice) == TableSection.Write(benchmark, slice, before))
            return verdict;
        var change = verified.SectionOf(slice) is null
            ? $"{Path.GetFileName(verifiedPaths.Table)} has no table of this slice"
            : $"the table in {Path.GetFileName(verifiedPaths.Table)} is not what the verified scores and the benchmark give: it was edited, or dimensions or scores are declared otherwise now";
        return verdict with
        {
            Verdict = SliceComparison.Overall(verdict.Comparisons, [change], verdict.Limits),
            Changes = [.. verdict.Changes, change],
        };
    }

    private async Task<bool> WritePendingAsync(SnapshotContent verified, SnapshotContent pending, SliceVerdict verdict)
    {
        try
        {
            var content = ReferenceEquals(pending, verified) ? null : pending.For(benchmark, slice);
            if (content is null || content.IsAs(verified.For(benchmark, slice), benchmark))
            {
                SnapshotIO.Delete(receivedPaths);
                return false;
            }

            await content.WriteAsync(receivedPaths, benchmark, FailureText.Headline(benchmark.Id, verdict));
            return true;
        }
        catch (SnapshotException) when (!verdict.Fails && !request.Accept)
        {
            return false;
        }
    }
}
