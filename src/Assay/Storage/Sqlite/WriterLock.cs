using System.Diagnostics;
using System.Globalization;
using Assay.Errors;

namespace Assay.Storage.Sqlite;

/// <summary>
/// The right to make generations: a file that one process keeps open and locked, or that several do which share it. The kernel
/// gives it back when a process dies, however it dies.
/// </summary>
/// <param name="options">The store's options.</param>
/// <param name="time">The clock.</param>
internal sealed class WriterLock(SqliteStoreOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly string lockPath = Path.Combine(Path.GetDirectoryName(options.FilePath)!, "writer.lock");
    private readonly string holderPath = Path.Combine(Path.GetDirectoryName(options.FilePath)!, "writer.holder");
    private FileStream? held;
    private int holders;
    private bool isShared;
    private bool isDisposed;

    /// <summary>How many within this store have it just now.</summary>
    public int Holders => Volatile.Read(ref holders);

    /// <summary>Waits for the lock, or joins the holders within this store.</summary>
    /// <param name="shared">Whether other processes may hold it so too; else this one holds it alone.</param>
    /// <param name="waiting">Told once when it has to wait.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public async ValueTask<IAsyncDisposable> AcquireAsync(bool shared, Action<string>? waiting, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var isTold = false; ; isTold = true)
        {
            if (await TryAcquireAsync(shared, cancellationToken).ConfigureAwait(false))
                return new Lease(this);
            if (time.GetElapsedTime(started) >= options.LockTimeout)
                throw StoreErrors.Make(ErrorCode.StoreBusy, lockPath, string.Create(CultureInfo.InvariantCulture, $"{Holder()} has been making generations in this store for longer than the lock timeout of {options.LockTimeout.TotalSeconds:0} s. Wait for it or end it, then run again."));
            if (!isTold)
                waiting?.Invoke($"Waiting for {Holder()}, which is making generations in the same store.");
            await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        isDisposed = true;
        held?.Dispose();
        gate.Dispose();
    }

    private async ValueTask<bool> TryAcquireAsync(bool shared, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Who has it alone lets others of this store in; who shares it with other processes lets nobody have it alone.
            if (holders > 0 && isShared && !shared)
                return false;
            if (holders == 0)
            {
                held = TryLock(shared);
                if (held is null)
                    return false;
                isShared = shared;
            }

            holders++;
            return true;
        }
        finally
        {
            gate.Release();
        }
    }

    private FileStream? TryLock(bool shared)
    {
        FileStream stream;
        try
        {
            stream = shared
                ? new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read, 1)
                : new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw StoreErrors.ReadOnly(lockPath, exception);
        }
        catch (IOException) when (File.Exists(lockPath))
        {
            return null;
        }
        catch (IOException exception)
        {
            throw StoreErrors.FromFileSystem(exception, lockPath);
        }

        TellHolder();
        return stream;
    }

    private void TellHolder()
    {
        try
        {
            using var process = Process.GetCurrentProcess();
            File.WriteAllText(holderPath, string.Create(CultureInfo.InvariantCulture, $"process {process.Id} ({process.ProcessName})"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Only those who wait would have read it.
        }
    }

    private string Holder()
    {
        try
        {
            return File.ReadAllText(holderPath) is { Length: > 0 } text ? text : "another process";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    private async ValueTask ReleaseAsync()
    {
        if (isDisposed)
            return;
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (--holders > 0)
                return;
            if (held is not null)
                await held.DisposeAsync().ConfigureAwait(false);
            held = null;
        }
        finally
        {
            gate.Release();
        }
    }

    private sealed class Lease(WriterLock owner) : IAsyncDisposable
    {
        private int isReleased;

        public ValueTask DisposeAsync() => Interlocked.Exchange(ref isReleased, 1) == 0 ? owner.ReleaseAsync() : ValueTask.CompletedTask;
    }
}
