using System.Globalization;
using Assay.Identity;
using Npgsql;
using NpgsqlTypes;

namespace Assay.Postgres;

/// <summary>The temporary tables that a batch is copied into, and the statements that make rows of them.</summary>
internal static class PgStaging
{
    /// <summary>Makes the tables of a connection; they are emptied with each transaction.</summary>
    public const string Make = """
        CREATE TEMP TABLE staged_events(
            rel bigint, entry bigint, kind bigint, at bigint, run bigint, gen bigint, gen_key bytea, item bigint, item_key bytea, parse bigint, metric bigint,
            state bigint, value double precision, code text, duration_us bigint, text text, payload bytea, model bigint, seed bigint,
            attempts bigint, tokens_in bigint, tokens_out bigint, finish text, key bytea, params bigint) ON COMMIT DELETE ROWS;
        CREATE TEMP TABLE staged_payloads(hash bytea, codec bigint, size bigint, data bytea) ON COMMIT DELETE ROWS;
        CREATE TEMP TABLE staged_items(key bytea, item_id text, digest bytea, text text, payload bytea) ON COMMIT DELETE ROWS;
        CREATE TEMP TABLE staged_places(plan bigint, ordinal bigint, gen bigint, gen_key bytea, item bigint, item_key bytea) ON COMMIT DELETE ROWS;
        """;

    private const string Store = """
        INSERT INTO payloads(hash, codec, size, data) SELECT hash, codec, size, data FROM staged_payloads ON CONFLICT(hash) DO NOTHING;
        INSERT INTO codes(code)
        SELECT word FROM (SELECT code AS word FROM staged_events UNION SELECT finish FROM staged_events) w
        WHERE word IS NOT NULL AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.code = word);
        INSERT INTO items(key, item_id, digest, text, payload)
        SELECT s.key, s.item_id, s.digest, s.text, p.id FROM staged_items s LEFT JOIN payloads p ON p.hash = s.payload
        ON CONFLICT(key) DO UPDATE SET text = excluded.text, payload = excluded.payload
        WHERE items.text IS NULL AND items.payload IS NULL AND (excluded.text IS NOT NULL OR excluded.payload IS NOT NULL);
        DELETE FROM staged_events s USING staged_events e JOIN generation_keys k ON k.key = e.key JOIN generations g ON g.gen = k.gen AND g.state = 1
        WHERE e.kind = 4 AND s.entry = e.entry;
        INSERT INTO generation_keys(key, gen) SELECT key, min({0} + rel) FROM staged_events WHERE kind = 4 GROUP BY key ON CONFLICT DO NOTHING;
        INSERT INTO events(seq, kind, at, run, gen, item, parse, metric, state, value, code, duration_us, text, payload, model, seed, attempts, tokens_in, tokens_out, finish, key, params)
        SELECT {0} + s.rel, s.kind, s.at, s.run, coalesce(s.gen, k.gen), coalesce(s.item, i.id), s.parse, s.metric, s.state, s.value, c.id, s.duration_us,
            s.text, p.id, s.model, s.seed, s.attempts, s.tokens_in, s.tokens_out, f.id, s.key, s.params
        FROM staged_events s
        LEFT JOIN generation_keys k ON k.key = s.gen_key LEFT JOIN items i ON i.key = s.item_key
        LEFT JOIN codes c ON c.code = s.code LEFT JOIN codes f ON f.code = s.finish LEFT JOIN payloads p ON p.hash = s.payload
        ORDER BY s.rel;
        INSERT INTO plan_items(plan, ordinal, gen, item)
        SELECT s.plan, s.ordinal, coalesce(s.gen, k.gen), coalesce(s.item, i.id)
        FROM staged_places s LEFT JOIN generation_keys k ON k.key = s.gen_key LEFT JOIN items i ON i.key = s.item_key
        ON CONFLICT(plan, ordinal) DO UPDATE SET gen = excluded.gen, item = excluded.item;

        """;

    /// <summary>The statements that make rows of what is staged, numbered after an event.</summary>
    public static string StoreAfter(long last, PgBatch batch) =>
        Store.Replace("{0}", last.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) + PgProjections.Of(last + 1, last + batch.Events.Count, batch.HasKind);

    /// <summary>Copies a batch in.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, PgBatch batch, PgBlobFiles files, CancellationToken cancellationToken)
    {
        // An item's content may be a payload, so items come first.
        await CopyItemsAsync(connection, batch, cancellationToken).ConfigureAwait(false);
        await CopyPayloadsAsync(connection, batch.Payloads.Values, files, cancellationToken).ConfigureAwait(false);
        await CopyEventsAsync(connection, batch.Events, cancellationToken).ConfigureAwait(false);
        await CopyPlacesAsync(connection, batch, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CopyItemsAsync(NpgsqlConnection connection, PgBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Items.Count == 0)
            return;
        var rows = await connection.BeginBinaryImportAsync("COPY staged_items FROM STDIN (FORMAT BINARY)", cancellationToken).ConfigureAwait(false);
        await using (rows.ConfigureAwait(false))
        {
            foreach (var (key, same) in batch.Items)
            {
                var (text, payload) = batch.ContentOf(same);
                await rows.StartRowAsync(cancellationToken).ConfigureAwait(false);
                Write(rows, key);
                Write(rows, PgText.Clean(same[0].Item.Id));
                Write(rows, same[0].Item.Digest);
                Write(rows, text);
                Write(rows, payload);
            }

            await rows.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CopyPayloadsAsync(NpgsqlConnection connection, Dictionary<Hash128, PackedPayload>.ValueCollection payloads, PgBlobFiles files, CancellationToken cancellationToken)
    {
        if (payloads.Count == 0)
            return;

        // Files first, so that no row ever names one that is not there.
        foreach (var payload in payloads.Where(static one => one.Data.Length > PgBlobFiles.LargestRow))
        {
            using var content = new MemoryStream(payload.Data, writable: false);
            await files.PutAsync(payload.Hash, content, cancellationToken).ConfigureAwait(false);
        }

        var rows = await connection.BeginBinaryImportAsync("COPY staged_payloads FROM STDIN (FORMAT BINARY)", cancellationToken).ConfigureAwait(false);
        await using (rows.ConfigureAwait(false))
        {
            foreach (var payload in payloads)
            {
                await rows.StartRowAsync(cancellationToken).ConfigureAwait(false);
                Write(rows, payload.Hash);
                Write(rows, payload.Codec);
                Write(rows, payload.Size);
                if (payload.Data.Length > PgBlobFiles.LargestRow)
                    await rows.WriteNullAsync(cancellationToken).ConfigureAwait(false);
                else
                    await rows.WriteAsync(payload.Data, NpgsqlDbType.Bytea, cancellationToken).ConfigureAwait(false);
            }

            await rows.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CopyEventsAsync(NpgsqlConnection connection, List<PgEventRow> events, CancellationToken cancellationToken)
    {
        var rows = await connection.BeginBinaryImportAsync("COPY staged_events FROM STDIN (FORMAT BINARY)", cancellationToken).ConfigureAwait(false);
        await using (rows.ConfigureAwait(false))
        {
            for (var i = 0; i < events.Count; i++)
            {
                var one = events[i];
                await rows.StartRowAsync(cancellationToken).ConfigureAwait(false);
                foreach (var number in (ReadOnlySpan<long?>)[i + 1, one.Entry, (long)one.Kind, one.At, one.Run, one.Gen])
                    Write(rows, number);
                Write(rows, one.GenKey);
                Write(rows, one.Item);
                Write(rows, one.ItemKey);
                foreach (var number in (ReadOnlySpan<long?>)[one.Parse, one.Metric, one.State])
                    Write(rows, number);
                if (one.Value is { } value)
                    await rows.WriteAsync(value, NpgsqlDbType.Double, cancellationToken).ConfigureAwait(false);
                else
                    await rows.WriteNullAsync(cancellationToken).ConfigureAwait(false);
                Write(rows, one.Code);
                Write(rows, one.Duration);
                Write(rows, one.Text);
                Write(rows, one.Payload);
                foreach (var number in (ReadOnlySpan<long?>)[one.Model, one.Seed, one.Attempts, one.TokensIn, one.TokensOut])
                    Write(rows, number);
                Write(rows, one.Finish);
                Write(rows, one.Key);
                Write(rows, one.Params);
            }

            await rows.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CopyPlacesAsync(NpgsqlConnection connection, PgBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Places.Count == 0)
            return;
        var rows = await connection.BeginBinaryImportAsync("COPY staged_places FROM STDIN (FORMAT BINARY)", cancellationToken).ConfigureAwait(false);
        await using (rows.ConfigureAwait(false))
        {
            foreach (var ((plan, ordinal), place) in batch.Places)
            {
                await rows.StartRowAsync(cancellationToken).ConfigureAwait(false);
                Write(rows, plan);
                Write(rows, ordinal);
                Write(rows, place.Gen);
                Write(rows, place.GenKey);
                Write(rows, place.Item);
                Write(rows, place.ItemKey);
            }

            await rows.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // These fill Npgsql's buffer and seldom touch the network.
    private static void Write(NpgsqlBinaryImporter rows, long? value)
    {
        if (value is { } number)
            rows.Write(number, NpgsqlDbType.Bigint);
        else
            rows.WriteNull();
    }

    private static void Write(NpgsqlBinaryImporter rows, string? value)
    {
        if (value is null)
            rows.WriteNull();
        else
            rows.Write(value, NpgsqlDbType.Text);
    }

    private static void Write(NpgsqlBinaryImporter rows, Hash128? value)
    {
        if (value is { } hash)
            rows.Write(hash.ToBytes(), NpgsqlDbType.Bytea);
        else
            rows.WriteNull();
    }
}
