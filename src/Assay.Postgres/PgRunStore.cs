using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.Postgres;

/// <summary>Keeps runs in a PostgreSQL database that several processes share.</summary>
internal sealed class PgRunStore(PgDatabase database, PgWriter writer, PgCommands commands, PgWriterLock writerLock) : IRunStore
{
    /// <summary>How many within this store have the right to make generations.</summary>
    public int Holders => writerLock.Holders;

    public async ValueTask<long> InternAsync(string kind, Hash128 key, string json, CancellationToken cancellationToken) => await InternAsync(
        "SELECT id FROM definitions WHERE key = $1 AND kind = $2",
        "INSERT INTO definitions(key, kind, json) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id",
        [key, kind],
        [json],
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<long> OpenPlanAsync(PlanRecord plan, CancellationToken cancellationToken) => await InternAsync(
        "SELECT id FROM plans WHERE key = $1",
        "INSERT INTO plans(key, benchmark, slice, candidates, spec) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id",
        [plan.Key],
        [plan.Benchmark, plan.Slice, plan.Candidates, plan.SpecJson],
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<long> BeginRunAsync(IReadOnlyList<long> planIds, string provenanceJson, DateTimeOffset started, CancellationToken cancellationToken) => await commands.InOrderAsync(
        async connection =>
        {
            var run = (await connection.LongAsync("SELECT max(run) FROM runs", cancellationToken).ConfigureAwait(false) ?? 0) + 1;
            await commands.AppendAsync(connection, EventKind.RunBegan, started, run, new PgEventValues(Text: provenanceJson), cancellationToken).ConfigureAwait(false);
            foreach (var plan in planIds)
                await commands.AppendAsync(connection, EventKind.RunPlanned, started, run, new PgEventValues(Plan: plan), cancellationToken).ConfigureAwait(false);
            return run;
        },
        cancellationToken).ConfigureAwait(false);

    public async ValueTask EndRunAsync(long runId, RunState state, DateTimeOffset ended, CancellationToken cancellationToken) => await commands.InOrderAsync(
        async connection =>
        {
            await commands.AppendAsync(connection, EventKind.RunEnded, ended, runId, new PgEventValues(State: (long)state), cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    public async ValueTask FindGenerationsAsync(ReadOnlyMemory<Hash128> keys, Memory<StoredGeneration> found, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(found.Length, keys.Length);
        var places = new Dictionary<Hash128, List<int>>();
        for (var i = 0; i < keys.Length; i++)
        {
            found.Span[i] = default;
            if (!places.TryGetValue(keys.Span[i], out var same))
                places.Add(keys.Span[i], same = []);
            same.Add(i);
        }

        await foreach (var (key, generation) in database.ReadAsync(
            "SELECT k.key, g.gen, g.state, c.code FROM generation_keys k JOIN generations g ON g.gen = k.gen LEFT JOIN codes c ON c.id = g.code WHERE k.key = ANY($1)",
            static row => (row.Hash(0), new StoredGeneration(row.Long(1), (GenerationStatus)row.Long(2), row.Code(3))),
            cancellationToken,
            (byte[][])[.. places.Keys.Select(static key => key.ToBytes())]).ConfigureAwait(false))
        {
            foreach (var place in places[key])
                found.Span[place] = generation;
        }
    }

    public async ValueTask<Output> ReadOutputAsync(long generationId, CancellationToken cancellationToken)
    {
        var outputs = await database.ListAsync(
            """
            SELECT e.text, p.data, p.codec, p.size, p.hash, e.tokens_in, e.tokens_out, f.code, e.seq
            FROM generations g JOIN events e ON e.seq = g.event LEFT JOIN codes f ON f.id = e.finish LEFT JOIN payloads p ON p.id = e.payload
            WHERE g.gen = $1 AND g.state = 1
            """,
            row => (Output: new Output(PgPayloads.Text(row, 0, database) ?? "")
            {
                InputTokens = (int?)row.NullableLong(5),
                OutputTokens = (int?)row.NullableLong(6),
                FinishReason = row.NullableText(7),
            }, Seq: row.Long(8)),
            cancellationToken,
            generationId).ConfigureAwait(false);
        if (outputs.Count == 0)
            throw Missing(generationId);
        var sides = await new PgSideReader(database).ReadAsync(generationId, outputs[0].Seq, cancellationToken).ConfigureAwait(false);
        return outputs[0].Output with
        {
            Conversation = Specs.ValueList.From(sides.Turns.Select(TurnText.ToConversation)),
            RequestId = sides.RequestId,
            ModelVersion = sides.ModelVersion,
            CachedInputTokens = sides.CachedInputTokens,
            TimeToFirstToken = sides.TimeToFirstToken,
            Logprobs = sides.Logprobs,
        };
    }

    public IAsyncEnumerable<StoredOutput> ReadOutputsAsync(long planId, CancellationToken cancellationToken) => database.ReadAsync(
        """
        SELECT p.ordinal, i.item_id, p.gen, e.text, b.data, b.codec, b.size, b.hash
        FROM plan_items p JOIN generations g ON g.gen = p.gen AND g.state = 1 JOIN events e ON e.seq = g.event JOIN items i ON i.id = p.item
        LEFT JOIN payloads b ON b.id = e.payload
        WHERE p.plan = $1 ORDER BY p.ordinal
        """,
        row => new StoredOutput(row.Long(0), row.GetString(1), row.Long(2), PgPayloads.Text(row, 3, database) ?? ""),
        cancellationToken,
        planId);

    public async ValueTask<StoredItem?> ReadItemAsync(long itemRow, CancellationToken cancellationToken) => (await ReadItemsAsync([itemRow], cancellationToken).ConfigureAwait(false))[0];

    public async ValueTask<IReadOnlyList<StoredItem?>> ReadItemsAsync(IReadOnlyList<long> itemRows, CancellationToken cancellationToken)
    {
        var found = await database.ListAsync(
            "SELECT i.item_id, i.digest, i.text, p.data, p.codec, p.size, p.hash, i.id FROM items i LEFT JOIN payloads p ON p.id = i.payload WHERE i.id = ANY($1)",
            row => new StoredItem(row.Long(7), row.GetString(0), row.Hash(1), PgPayloads.Text(row, 2, database)),
            cancellationToken,
            (long[])[.. itemRows.Distinct()]).ConfigureAwait(false);
        var all = found.ToDictionary(static item => item.Row);
        return [.. itemRows.Select(all.GetValueOrDefault)];
    }

    public async ValueTask<IReadOnlyList<string>> ReadOutputTextsAsync(IReadOnlyList<long> generationIds, CancellationToken cancellationToken)
    {
        var found = await database.ListAsync(
            """
            SELECT e.text, p.data, p.codec, p.size, p.hash, g.gen
            FROM generations g JOIN events e ON e.seq = g.event LEFT JOIN payloads p ON p.id = e.payload
            WHERE g.gen = ANY($1) AND g.state = 1
            """,
            row => (Generation: row.Long(5), Text: PgPayloads.Text(row, 0, database) ?? ""),
            cancellationToken,
            (long[])[.. generationIds.Distinct()]).ConfigureAwait(false);
        var all = found.ToDictionary(static one => one.Generation, static one => one.Text);
        return [.. generationIds.Select(id => all.TryGetValue(id, out var text) ? text : throw Missing(id))];
    }

    public IAsyncEnumerable<StoredCandidate> ReadCandidatesAsync(long planId, IReadOnlyList<Overlay> overlays, CancellationToken cancellationToken) =>
        ReadCandidatesAsync(planId, overlays, 0, long.MaxValue, cancellationToken);

    public IAsyncEnumerable<StoredCandidate> ReadCandidatesAsync(long planId, IReadOnlyList<Overlay> overlays, long first, long count, CancellationToken cancellationToken)
    {
        var last = count > long.MaxValue - first ? long.MaxValue : first + count - 1;
        var candidate = new StoredCandidate(overlays.Count);
        return database.ReadAsync(PgOverlays.Candidates(overlays), row => PgOverlays.Read(row, candidate, overlays), cancellationToken, planId, first, last);
    }

    public async ValueTask<long> CountFinishedAsync(long planId, IReadOnlyList<Overlay> overlays, CancellationToken cancellationToken) =>
        (await database.ListAsync(PgOverlays.CountFinished(overlays), static row => row.Long(0), cancellationToken, planId).ConfigureAwait(false))[0];

    public async ValueTask<StoredScore[]> FindScoresAsync(long generationId, Item item, IReadOnlyList<Overlay> overlays, CancellationToken cancellationToken)
    {
        if (overlays.Count == 0)
            return [];
        var candidate = new StoredCandidate(overlays.Count);
        await foreach (var _ in database.ReadAsync(PgOverlays.Scores(overlays), row => PgOverlays.Read(row, candidate, overlays), cancellationToken, generationId, StoreTables.KeyOf(item)).ConfigureAwait(false))
            break;
        return candidate.Scores.ToArray();
    }

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => writer.WaitForRoomAsync(cancellationToken);

    public ValueTask AppendAsync(StoreEntry entry, CancellationToken cancellationToken) => writer.AppendAsync(entry, cancellationToken);

    public ValueTask FlushAsync(CancellationToken cancellationToken) => writer.FlushAsync(cancellationToken);

    public ValueTask<IAsyncDisposable> AcquireWriterAsync(Action<string>? waiting, CancellationToken cancellationToken) => writerLock.AcquireAsync(shared: false, waiting, cancellationToken);

    public ValueTask<IAsyncDisposable> JoinWritersAsync(Action<string>? waiting, CancellationToken cancellationToken) => writerLock.AcquireAsync(shared: true, waiting, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await writer.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await writerLock.DisposeAsync().ConfigureAwait(false);
            await database.DisposeAsync().ConfigureAwait(false);
        }
    }

    private StoreException Missing(long generation) => PgErrors.Make(
        ErrorCode.GenerationMissing, database.Place, FormattableString.Invariant($"The store holds no output for generation {generation}. Run the benchmark again to make it."));

    /// <summary>The row of something that is found by its identity, inserted when it is new; of two processes that insert it one waits for the other.</summary>
    private Task<long> InternAsync(string find, string insert, PgValue[] identity, PgValue[] rest, CancellationToken cancellationToken) => database.InTransactionAsync(
        async connection =>
            await connection.LongAsync(find, cancellationToken, identity).ConfigureAwait(false)
            ?? await connection.LongAsync(insert, cancellationToken, [.. identity, .. rest]).ConfigureAwait(false)
            ?? (await connection.LongAsync(find, cancellationToken, identity).ConfigureAwait(false))!.Value,
        cancellationToken);
}
