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

    /// <summary>Sorts the scores and renders the slice's section.</summary>
    public SliceVerification(SnapshotRequest request, SliceResult result, SnapshotPaths verifiedPaths, SnapshotPaths receivedPaths)
    {
        this.request = request;
        this.result = result;
        this.verifiedPaths = verifiedPaths;
        this.receivedPaths = receivedPaths;
        benchmark = result.Benchmark;
        slice = result.Slice;
        rows = RowOrder.Sort(result.Scores);
        section = TableSection.Write(benchmark, slice, rows);
    }

    /// <summary>Judges the slice and leaves the files as the verdict asks.</summary>
    /// <param name="verified">What is verified.</param>
    /// <param name="pending">What is received already; the verified content when nothing is.</param>
    public async Task<SnapshotOutcome> RunAsync(SnapshotContent verified, SnapshotContent pending)
    {
        var verdict = Judge(verified);
        var before = verified.SectionOf(slice) ?? "";
        var differs = before != section || ItemsFile.Write(verified.RowsOf(slice)) != ItemsFile.Write(rows);
        var message = new FailureText(request, verifiedPaths, receivedPaths).Of(benchmark.Id, verdict, before, section, differs);

        var isSettled = !request.Accept && !differs && ReferenceEquals(pending, verified);
        if (request.Accept)
        {
            verified = verified.With(slice, rows, section);
            await SnapshotIO.WriteAsync(verifiedPaths, verified.For(benchmark, slice).Texts(benchmark), "");
        }

        var isPending = await WritePendingAsync(verified, isSettled ? verified : pending.With(slice, rows, section), verdict);
        return new SnapshotOutcome(verdict, message) { Accepted = request.Accept, Received = isPending ? receivedPaths : null };
    }

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
            var texts = ReferenceEquals(pending, verified) ? null : pending.For(benchmark, slice).Texts(benchmark);
            if (texts is null || texts == verified.For(benchmark, slice).Texts(benchmark))
            {
                SnapshotIO.Delete(receivedPaths);
                return false;
            }

            await SnapshotIO.WriteAsync(receivedPaths, texts, FailureText.Headline(benchmark.Id, verdict));
            return true;
        }
        catch (SnapshotException) when (!verdict.Fails && !request.Accept)
        {
            return false;
        }
    }
}
