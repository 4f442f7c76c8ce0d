using System.Globalization;
using Assay.Errors;
using Npgsql;

namespace Assay.Postgres;

/// <summary>
/// The right to make generations: an advisory lock that one connection keeps, alone or shared with those of other processes. The
/// server gives it back when the process dies, however it dies. Within a store it is counted.
/// </summary>
internal sealed class PgWriterLock(PgDatabase database, TimeSpan timeout, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly SemaphoreSlim gate = new(1, 1);
    private NpgsqlConnection? held;
    private int holders;
    private bool isShared;
    private bool isDisposed;

    /// <summary>How many within this store have it just now.</summary>
    public int Holders => Volatile.Read(ref holders);

    /// <summary>Waits for the lock, or joins the holders within this store.</summary>
    public async ValueTask<IAsyncDisposable> AcquireAsync(bool shared, Action<string>? waiting, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var isTold = false; ; isTold = true)
        {
            if (await TryAcquireAsync(shared, cancellationToken).ConfigureAwait(false))
                return new Lease(this);
            var holder = await HolderAsync(cancellationToken).ConfigureAwait(false);
            if (time.GetElapsedTime(started) >= timeout)
                throw PgErrors.Make(ErrorCode.StoreBusy, database.Place, string.Create(CultureInfo.InvariantCulture, $"{holder} has been making generations in this store for longer than the lock timeout of {timeout.TotalSeconds:0} s. Wait for it or end it, then run again."));
            if (!isTold)
                waiting?.Invoke($"Waiting for {holder}, which is making generations in the same store.");
            await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        isDisposed = true;
        if (held is not null)
            await held.DisposeAsync().ConfigureAwait(false);
        gate.Dispose();
    }

    private async Task<bool> TryAcquireAsync(bool shared, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Who has it alone lets others of this store in; who shares it with other processes lets nobody have it alone.
            if (holders > 0 && isShared && !shared)
                return false;
            if (holders == 0)
            {
                held = await TryLockAsync(shared, cancellationToken).ConfigureAwait(false);
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

    private async Task<NpgsqlConnection?> TryLockAsync(bool shared, CancellationToken cancellationToken)
    {
        var connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var found = await connection.ListAsync(
                string.Create(CultureInfo.InvariantCulture, $"SELECT pg_try_advisory_lock{(shared ? "_shared" : "")}({PgLocks.Writers}, hashtext(current_schema()))"),
                static row => row.GetBoolean(0),
                cancellationToken).ConfigureAwait(false);
            if (found[0])
                return connection;
        }
        catch (Exception exception) when (PgDatabase.IsOfDatabase(exception))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw PgErrors.From(exception, database.Place);
        }

        await connection.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    private async Task<string> HolderAsync(CancellationToken cancellationToken)
    {
        var names = await database.ListAsync(
            string.Create(CultureInfo.InvariantCulture, $"""
                SELECT a.application_name, coalesce(host(a.client_addr), 'this machine') FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.locktype = 'advisory' AND l.granted AND l.classid::bigint = {PgLocks.Writers} AND l.objid::bigint = hashtext(current_schema())::bigint & 4294967295
                LIMIT 1
                """),
            static row => $"{row.GetString(0)} on {row.GetString(1)}",
            cancellationToken).ConfigureAwait(false);
        return names.FirstOrDefault() ?? "another process";
    }

    private async ValueTask ReleaseAsync()
    {
        if (isDisposed)
            return;
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (--holders > 0 || held is null)
                return;
            await held.RunAsync("SELECT pg_advisory_unlock_all()", CancellationToken.None).ConfigureAwait(false);
            await held.DisposeAsync().ConfigureAwait(false);
            held = null;
        }
        catch (Exception exception) when (PgDatabase.IsOfDatabase(exception))
        {
            // The connection broke, and the server gave the lock back with it.
            held = null;
        }
        finally
        {
            gate.Release();
        }
    }

    private sealed class Lease(PgWriterLock owner) : IAsyncDisposable
    {
        private int isReleased;

        public ValueTask DisposeAsync() => Interlocked.Exchange(ref isReleased, 1) == 0 ? owner.ReleaseAsync() : ValueTask.CompletedTask;
    }
}
