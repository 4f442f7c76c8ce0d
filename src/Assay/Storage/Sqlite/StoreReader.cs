using Assay.Errors;
using Assay.Identity;

namespace Assay.Storage.Sqlite;

/// <summary>A connection that reads, with its prepared statements. Used by one caller at a time.</summary>
internal sealed class StoreReader(SqliteDatabase database)
{
    private const string PayloadOfHash = $"FROM payload_keys k CROSS JOIN payloads p ON p.id = k.payload WHERE k.level IN {StoreKeys.Levels} AND k.key = ?1";

    private readonly SideEventReader sides = new(database);
    private readonly Dictionary<long, ErrorCode> codes = [];
    private readonly SqliteStatement begin = database.Prepare("BEGIN");
    private readonly SqliteStatement commit = database.Prepare("COMMIT");
    private readonly SqliteStatement findKey = database.Prepare(StoreKeys.Select("generation_keys", "gen"));
    private readonly SqliteStatement readGeneration = database.Prepare("SELECT state, code FROM generations WHERE gen = ?1");

    private readonly SqliteStatement readOutput = database.Prepare("""
        SELECT e.text, e.tokens_in, e.tokens_out, f.code, p.data, p.codec, p.size, p.hash, e.seq, n.kind
        FROM generations g JOIN events e ON e.seq = g.event LEFT JOIN codes f ON f.id = e.finish LEFT JOIN payloads p ON p.id = e.payload
        LEFT JOIN events n ON n.seq = e.seq + 1
        WHERE g.gen = ?1 AND g.state = 1
        """);

    private readonly SqliteStatement readItem = database.Prepare("""
        SELECT i.item_id, i.digest, i.text, p.data, p.codec, p.size, p.hash FROM items i LEFT JOIN payloads p ON p.id = i.payload WHERE i.id = ?1
        """);

    private readonly SqliteStatement findPayload = database.Prepare($"SELECT id, codec {PayloadOfHash}");
    private readonly SqliteStatement readPayload = database.Prepare($"SELECT data, codec, size, hash {PayloadOfHash}");
    private readonly SqliteStatement readCode = database.Prepare("SELECT code FROM codes WHERE id = ?1");

    public SqliteDatabase Database => database;

    /// <summary>What is stored by its content.</summary>
    public StorePayloads Payloads { get; } = new(database.File);

    /// <summary>What is stored of a generation's parses and scores.</summary>
    public ScoreFinder Scores => field ??= new ScoreFinder(this);

    /// <summary>Reads many things one by one within one snapshot of the store.</summary>
    public TResult[] Each<T, TResult>(IReadOnlyList<T> wanted, Func<T, TResult> read, CancellationToken cancellationToken)
    {
        var found = new TResult[wanted.Count];
        begin.Run();
        try
        {
            for (var i = 0; i < found.Length; i++)
            {
                if ((i & 255) == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                found[i] = read(wanted[i]);
            }
        }
        finally
        {
            commit.Run();
        }

        return found;
    }

    /// <summary>Looks keys up within one snapshot of the store.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="places">Which of them may be stored; null for all.</param>
    /// <param name="found">Receives what is found, in the order of the keys.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public void Find(ReadOnlySpan<Hash128> keys, List<int>? places, Span<StoredGeneration> found, CancellationToken cancellationToken)
    {
        found[..keys.Length].Clear();
        begin.Run();
        try
        {
            for (var i = 0; i < (places?.Count ?? keys.Length); i++)
            {
                if ((i & 1023) == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                var place = places is null ? i : places[i];
                found[place] = Find(keys[place]);
            }
        }
        finally
        {
            findKey.Reset();
            readGeneration.Reset();
            commit.Run();
        }
    }

    /// <summary>The number of the last event; 0 when there is none.</summary>
    public long LastEvent() => database.QueryLong("SELECT max(seq) FROM events");

    /// <summary>Streams the keys of all generations, in no order that matters.</summary>
    public IEnumerable<Hash128> Keys()
    {
        var statement = database.PrepareOnce("SELECT key FROM generation_keys");
        try
        {
            while (statement.Step())
                yield return statement.Hash(0);
        }
        finally
        {
            statement.Close();
        }
    }

    /// <summary>Reads a completed generation's output.</summary>
    public Output ReadOutput(long generation)
    {
        try
        {
            var output = new Output(StepToOutput(generation))
            {
                InputTokens = (int?)readOutput.NullableLong(1),
                OutputTokens = (int?)readOutput.NullableLong(2),
                FinishReason = readOutput.NullableText(3),
            };
            return SideEventReader.IsOfGeneration(readOutput, 9) ? sides.Complete(output, generation, readOutput.Long(8), Payloads) : output;
        }
        finally
        {
            readOutput.Reset();
        }
    }

    /// <summary>Reads the text of a completed generation's output.</summary>
    public string ReadOutputText(long generation)
    {
        try
        {
            return StepToOutput(generation);
        }
        finally
        {
            readOutput.Reset();
        }
    }

    /// <summary>A column that names an error code.</summary>
    public ErrorCode? CodeOf(SqliteStatement statement, int column)
    {
        if (statement.IsNull(column))
            return null;
        var id = statement.Long(column);
        if (codes.TryGetValue(id, out var code))
            return code;
        if (!readCode.Bind(1, id).Step())
            throw StoreErrors.Damaged(database.File, FormattableString.Invariant($"error code {id} is not in it"));
        code = new ErrorCode(readCode.Text(0));
        readCode.Reset();
        codes.Add(id, code);
        return code;
    }

    /// <summary>An item; null when there is none.</summary>
    public StoredItem? ReadItem(long row)
    {
        try
        {
            return readItem.Bind(1, row).Step()
                ? new StoredItem(row, readItem.Text(0), readItem.Hash(1), readItem.IsNull(3) ? readItem.NullableText(2) : Payloads.Text(readItem, 3, 4, 5, 6))
                : null;
        }
        finally
        {
            readItem.Reset();
        }
    }

    /// <summary>Where a payload lies and how it is kept; null when there is none.</summary>
    public (long Row, long Codec)? FindPayload(Hash128 hash)
    {
        if (!findPayload.Bind(1, hash).Step())
            return null;
        var found = (findPayload.Long(0), findPayload.Long(1));
        findPayload.Reset();
        return found;
    }

    /// <summary>A payload's bytes; null when there is none.</summary>
    public byte[]? ReadPayload(Hash128 hash)
    {
        try
        {
            return readPayload.Bind(1, hash).Step() ? Payloads.Bytes(readPayload, 0, 1, 2, 3).ToArray() : null;
        }
        finally
        {
            readPayload.Reset();
        }
    }

    /// <summary>What comes right after a generation's event.</summary>
    public SideEvents ReadSides(long generation, long seq) => sides.Read(generation, seq, Payloads);

    public void Close()
    {
        Payloads.Dispose();
        database.Dispose();
    }

    private string StepToOutput(long generation)
    {
        if (!readOutput.Bind(1, generation).Step())
            throw StoreErrors.Make(ErrorCode.GenerationMissing, database.File, FormattableString.Invariant($"The store holds no output for generation {generation}. Run the benchmark again to make it."));
        return readOutput.IsNull(4) ? readOutput.Text(0) : Payloads.Text(readOutput, 4, 5, 6, 7);
    }

    private StoredGeneration Find(Hash128 key)
    {
        if (findKey.Bind(1, key).FirstLong() is not { } row || !readGeneration.Bind(1, row).Step())
            return default;
        var found = new StoredGeneration(row, (GenerationStatus)readGeneration.Long(0), CodeOf(readGeneration, 1));
        readGeneration.Reset();
        return found;
    }
}
