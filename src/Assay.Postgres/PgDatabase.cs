using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Assay.Specs;
using Npgsql;

namespace Assay.Postgres;

/// <summary>The connections of a store.</summary>
internal sealed class PgDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private bool isDisposed;

    public PgDatabase(PostgresStoreOptions options)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(options.Connection);
            Place = string.Create(CultureInfo.InvariantCulture, $"{builder.Host}:{builder.Port}/{builder.Database}");
            builder.ApplicationName ??= string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}");
            var durability = options.Durability == StoreDurability.Full ? "-c synchronous_commit=on" : "-c synchronous_commit=off";
            builder.Options = builder.Options is { Length: > 0 } given ? $"{given} {durability}" : durability;
            source = NpgsqlDataSource.Create(builder);
        }
        catch (ArgumentException exception)
        {
            throw PgErrors.Make(Errors.ErrorCode.OptionInvalid, "storage.connection", $"This is no connection string: {exception.Message} Write it as Host=…;Database=…;Username=….", exception);
        }

        Blobs = new PgBlobFiles(options.BlobRoot);
    }

    /// <summary>Server and database, for messages; without name or password.</summary>
    public string Place { get; }

    /// <summary>The payloads that are too large for a row.</summary>
    public PgBlobFiles Blobs { get; }

    public async ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isDisposed, typeof(PgRunStore));
        try
        {
            return await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOfDatabase(exception))
        {
            throw PgErrors.From(exception, Place);
        }
    }

    /// <summary>Does something within one transaction; commits it unless it throws.</summary>
    public async Task<T> InTransactionAsync<T>(Func<NpgsqlConnection, Task<T>> act, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            try
            {
                var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    var result = await act(connection).ConfigureAwait(false);
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                    return result;
                }
            }
            catch (Exception exception) when (IsOfDatabase(exception))
            {
                throw PgErrors.From(exception, Place);
            }
        }
    }

    /// <summary>Streams rows.</summary>
    public async IAsyncEnumerable<T> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, [EnumeratorCancellation] CancellationToken cancellationToken, params PgValue[] values)
    {
        var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var command = connection.Make(sql, values);
            await using (command.ConfigureAwait(false))
            {
                var rows = await GuardAsync(() => command.ExecuteReaderAsync(cancellationToken)).ConfigureAwait(false);
                await using (rows.ConfigureAwait(false))
                {
                    while (await GuardAsync(() => rows.ReadAsync(cancellationToken)).ConfigureAwait(false))
                        yield return read(rows);
                }
            }
        }
    }

    public async ValueTask<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params PgValue[] values)
    {
        var found = new List<T>();
        await foreach (var row in ReadAsync(sql, read, cancellationToken, values).ConfigureAwait(false))
            found.Add(row);
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        isDisposed = true;
        await source.DisposeAsync().ConfigureAwait(false);
    }

    public static bool IsOfDatabase(Exception exception) => exception is DbException or SocketException or TimeoutException or IOException;

    private async Task<T> GuardAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOfDatabase(exception))
        {
            throw PgErrors.From(exception, Place);
        }
    }
}
