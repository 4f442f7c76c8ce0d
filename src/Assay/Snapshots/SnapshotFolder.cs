using Assay.Errors;
using Assay.Results;

namespace Assay.Snapshots;

/// <summary>
/// Keeps snapshots as files beside the class: <c>Name.verified.md</c> and <c>Name.verified.items.tsv</c>. What
/// differs goes into <c>Name.received.*</c>: the verified content with the slices that ran replaced.
/// </summary>
public sealed class SnapshotFolder : ISnapshotStore
{
    private readonly IDiffLauncher? launcher;
    private readonly TimeProvider time;

    /// <summary>Creates it; it holds no state and may be shared.</summary>
    /// <param name="launcher">Shows received files beside verified ones; null, the default, shows nothing.</param>
    /// <param name="time">Times the wait for another process; the system's clock by default.</param>
    public SnapshotFolder(IDiffLauncher? launcher = null, TimeProvider? time = null)
    {
        this.launcher = launcher;
        this.time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async Task<SnapshotOutcome> VerifyAsync(SnapshotRequest request, SliceResult result, CancellationToken cancellationToken = default)
    {
        var verifiedPaths = SnapshotPaths.Verified(request);
        var receivedPaths = SnapshotPaths.Received(request);
        SnapshotOutcome outcome;
        SliceVerification verification;
        result = result with { Scores = RowOrder.Sort(result.Scores) };
        result = await ConfirmAsync(request, result, verifiedPaths, cancellationToken);
        using (await SnapshotLock.TakeAsync(verifiedPaths, time, cancellationToken))
        {
            var verified = await ReadAsync(verifiedPaths, result.Scores, cancellationToken);
            var pending = await ReadPendingAsync(verifiedPaths, receivedPaths, result.Scores, cancellationToken) ?? verified;
            verification = new SliceVerification(request, result, verifiedPaths, receivedPaths);
            outcome = await verification.RunAsync(verified, pending);
        }

        outcome = outcome with { Message = await verification.DescribeAsync(outcome.Verdict, cancellationToken) };
        if (launcher is not null && outcome is { Accepted: false, Received: not null, Verdict.Verdict: not (Verdict.Passed or Verdict.New) })
            await LaunchAsync(launcher, verifiedPaths, receivedPaths, cancellationToken);
        return outcome;
    }

    /// <summary>Makes the received files the verified ones and removes them.</summary>
    /// <param name="request">Where the snapshot lies.</param>
    /// <param name="cancellationToken">Cancels waiting and reading.</param>
    /// <returns>Whether there was anything to accept.</returns>
    /// <exception cref="SnapshotException">The received files cannot be read, or the verified ones not written.</exception>
    public async Task<bool> AcceptAsync(SnapshotRequest request, CancellationToken cancellationToken = default)
    {
        var verified = SnapshotPaths.Verified(request);
        var received = SnapshotPaths.Received(request);
        using (await SnapshotLock.TakeAsync(verified, time, cancellationToken))
        {
            if (!ItemsStore.Exists(received) || !File.Exists(received.Table))
                return false;
            await ReadAsync(received, [], cancellationToken);
            var isPacked = File.Exists(received.Packed);
            foreach (var (from, to) in isPacked ? [(received.Packed, verified.Packed), (received.Blocks, verified.Blocks)] : ((string, string)[])[(received.Items, verified.Items)])
                await SnapshotIO.ReplaceAsync(to, stream => Copy(from, stream), "");
            foreach (var other in isPacked ? [verified.Items] : (string[])[verified.Packed, verified.Blocks])
                SnapshotIO.DeleteOne(other);
            await SnapshotIO.WriteOneAsync(verified.Table, await SnapshotIO.ReadAsync(received.Table, cancellationToken), "");
            SnapshotIO.Delete(received);
            return true;
        }
    }

    /// <summary>The result with more samples of what is to be confirmed, taken before the lock is: that may take long.</summary>
    private static async Task<SliceResult> ConfirmAsync(SnapshotRequest request, SliceResult result, SnapshotPaths verified, CancellationToken cancellationToken)
    {
        if (request.Resample is null || request.Accept || !result.Benchmark.Gates.Any(static gate => gate.Confirm > 0))
            return result;
        var wanted = Gate.ToConfirm(Gate.Compare(result, (await ReadAsync(verified, result.Scores, cancellationToken)).Rows));
        return wanted.Count == 0 ? result : result with { Resampled = await request.Resample(wanted, cancellationToken) };
    }

    private static void Copy(string from, Stream to)
    {
        using var stream = File.OpenRead(from);
        stream.CopyTo(to);
    }

    /// <summary>What files hold; rows that equal those of this run are those.</summary>
    private static async Task<SnapshotContent> ReadAsync(SnapshotPaths paths, IReadOnlyList<ItemScore> known, CancellationToken cancellationToken) =>
        SnapshotContent.Of(await ItemsStore.ReadAsync(paths, known, cancellationToken), await SnapshotIO.ReadAsync(paths.Table, cancellationToken), paths);

    /// <summary>What other slices have received; null when nothing, or when the verified file has changed since, so that accepting would undo it.</summary>
    private static async Task<SnapshotContent?> ReadPendingAsync(SnapshotPaths verified, SnapshotPaths received, IReadOnlyList<ItemScore> known, CancellationToken cancellationToken)
    {
        if (!ItemsStore.Exists(received) || File.GetLastWriteTimeUtc(ItemsStore.FileOf(received)) < File.GetLastWriteTimeUtc(ItemsStore.FileOf(verified)))
            return null;
        try
        {
            return await ReadAsync(received, known, cancellationToken);
        }
        catch (SnapshotException)
        {
            return null;
        }
    }

    private static async Task LaunchAsync(IDiffLauncher launcher, SnapshotPaths verified, SnapshotPaths received, CancellationToken cancellationToken)
    {
        var isPacked = File.Exists(verified.Packed) && File.Exists(received.Packed);
        var (before, after) = isPacked ? (verified.Blocks, received.Blocks) : (verified.Items, received.Items);
        if (!File.Exists(verified.Table) || !File.Exists(before) || !File.Exists(after))
            return;
        var isTableEqual = await File.ReadAllTextAsync(verified.Table, cancellationToken) == await SnapshotIO.ReadAsync(received.Table, cancellationToken);
        if (isTableEqual)
            await launcher.LaunchAsync(after, before, cancellationToken);
        else
            await launcher.LaunchAsync(received.Table, verified.Table, cancellationToken);
    }
}
