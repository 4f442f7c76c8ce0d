using Assay.Storage;
using Npgsql;

namespace Assay.Postgres;

/// <summary>Does things in order with the entries, each in a transaction of its own.</summary>
internal sealed class PgCommands(PgDatabase database, PgWriter writer, TimeProvider time)
{
    /// <summary>Does something once everything appended before is committed, while no other process writes events.</summary>
    public async Task<T> InOrderAsync<T>(Func<NpgsqlConnection, Task<T>> act, CancellationToken cancellationToken)
    {
        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        return await database.InTransactionAsync(
            async connection =>
            {
                await connection.RunAsync(PgLocks.Take(PgLocks.Events), cancellationToken).ConfigureAwait(false);
                return await act(connection).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives items their rows.</summary>
    public Task InternAsync(IReadOnlyList<ItemEntry> items, CancellationToken cancellationToken) => writer.InternAsync(items, cancellationToken);

    /// <summary>Appends an event and brings the projections up to it; within <see cref="InOrderAsync"/>.</summary>
    public async Task AppendAsync(NpgsqlConnection connection, EventKind kind, DateTimeOffset? at, long run, PgEventValues values, CancellationToken cancellationToken)
    {
        var (text, payload) = PgText.IsInline(values.Text ?? "") ? (values.Text, (long?)null) : (null, await PgBlobStore.InternAsync(connection, database, values.Text!, cancellationToken).ConfigureAwait(false));
        var word = values.Word is { } name ? await InternCodeAsync(connection, name, cancellationToken).ConfigureAwait(false) : (long?)null;
        var seq = (await connection.LongAsync("SELECT max(seq) FROM events", cancellationToken).ConfigureAwait(false) ?? 0) + 1;
        await connection.RunAsync(
            "INSERT INTO events(seq, kind, at, run, gen, plan, state, text, payload, finish) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            cancellationToken,
            seq,
            (long)kind,
            (at ?? time.GetUtcNow()).ToUnixTimeMilliseconds(),
            run,
            values.Generation,
            values.Plan,
            values.State,
            text,
            payload,
            word).ConfigureAwait(false);
        await connection.RunAsync(PgProjections.Of(seq, seq, has => has(kind)), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<long> InternCodeAsync(NpgsqlConnection connection, string word, CancellationToken cancellationToken) =>
        await connection.LongAsync("SELECT id FROM codes WHERE code = $1", cancellationToken, word).ConfigureAwait(false)
            ?? (await connection.LongAsync("INSERT INTO codes(code) VALUES ($1) RETURNING id", cancellationToken, word).ConfigureAwait(false))!.Value;
}

/// <summary>What an event of a run or a link says.</summary>
/// <param name="Generation">The generation's row.</param>
/// <param name="Plan">The plan's row.</param>
/// <param name="State">How the run ended.</param>
/// <param name="Text">A text.</param>
/// <param name="Word">A word that repeats.</param>
internal sealed record PgEventValues(long? Generation = null, long? Plan = null, long? State = null, string? Text = null, string? Word = null);
