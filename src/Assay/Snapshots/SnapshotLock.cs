using Assay.Identity;

namespace Assay.Snapshots;

/// <summary>
/// Lets one writer at a time, of this process and of all others, change a snapshot. The lock is a file in the
/// temporary directory, so that a read-only checkout can be verified; it ends with the process that holds it.
/// </summary>
internal sealed class SnapshotLock : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly FileStream stream;

    private SnapshotLock(FileStream stream) => this.stream = stream;

    /// <summary>Waits for the lock of the snapshot with these verified files.</summary>
    /// <exception cref="Errors.SnapshotException">It was not free within a minute.</exception>
    public static async Task<SnapshotLock> TakeAsync(SnapshotPaths verified, TimeProvider time, CancellationToken cancellationToken)
    {
        var name = Digest.Of($"{Environment.UserName}\n{Path.GetFullPath(verified.Items)}").Short;
        var path = Path.Combine(Path.GetTempPath(), $"assay-{name}.lock");
        var started = time.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(2);
        while (true)
        {
            try
            {
                return new SnapshotLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                if (exception is UnauthorizedAccessException or DirectoryNotFoundException || time.GetElapsedTime(started) > Longest)
                    throw SnapshotIO.Unwritable(path, $"The snapshot's lock cannot be taken ({exception.Message}). Another test run may hold it: wait for it, or make the temporary directory writable.", exception);
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = pause < TimeSpan.FromMilliseconds(16) ? pause * 2 : pause;
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => stream.Dispose();
}
