using Assay.Results;
using Assay.Snapshots;

namespace Samples.OwnSnapshots;

/// <summary>
/// Keeps each slice's scores as <c>Class.slice.approved.txt</c>, in the manner of libraries that compare one text with one file: what differs is left as
/// <c>Class.slice.received.txt</c>, and accepting moves it. Where this reads and writes files, call your library.
/// </summary>
public sealed class ApprovedFiles : ISnapshotStore
{
    /// <inheritdoc/>
    public async Task<SnapshotOutcome> VerifyAsync(SnapshotRequest request, SliceResult result, CancellationToken cancellationToken = default)
    {
        var stem = Path.Combine(request.Directory, SnapshotName.Of($"{request.Name}.{result.Slice}"));
        var (approved, received) = ($"{stem}.approved.txt", $"{stem}.received.txt");
        var before = File.Exists(approved) ? await File.ReadAllTextAsync(approved, cancellationToken) : "";
        var now = ItemsFile.Write(result.Scores);

        // The gates decide: a text that differs may still be within a tolerance, or no more than chance.
        var verified = ItemsFile.Parse(before, approved);
        var verdict = Gate.Compare(result, verified);
        if (request.Resample is { } resample && Gate.ToConfirm(verdict) is { Count: > 0 } doubtful)
            verdict = Gate.Compare(result with { Resampled = await resample(doubtful, cancellationToken) }, verified);

        if (request.Accept)
        {
            await File.WriteAllTextAsync(approved, now, cancellationToken);
            File.Delete(received);
            return new SnapshotOutcome(verdict, $"Approved into {Path.GetFileName(approved)}.") { Accepted = true };
        }

        if (ItemsFile.Write(verified) == now)
        {
            File.Delete(received);
            return new SnapshotOutcome(verdict, "");
        }

        await File.WriteAllTextAsync(received, now, cancellationToken);
        return new SnapshotOutcome(verdict, $"{verdict.Verdict}: {Path.GetFileName(received)} differs from {Path.GetFileName(approved)}. Approve it with: {request.AcceptCommand}");
    }
}
