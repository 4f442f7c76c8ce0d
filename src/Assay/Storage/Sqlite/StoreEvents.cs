namespace Assay.Storage.Sqlite;

/// <summary>Appends events, one row each.</summary>
internal sealed class StoreEvents
{
    private readonly StoreTables tables;
    private readonly StoreSideEvents sides;
    private readonly SqliteStatement runEvent;
    private readonly SqliteStatement generated;
    private readonly SqliteStatement parsed;
    private readonly SqliteStatement scored;
    private long now;

    public StoreEvents(SqliteDatabase database, StoreTables tables)
    {
        this.tables = tables;
        sides = new StoreSideEvents(database, tables, this);
        runEvent = database.Prepare("""
            INSERT INTO events(seq, kind, at, run, state, text, payload, plan) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """);
        generated = database.Prepare("""
            INSERT INTO events(seq, kind, at, run, gen, state, code, duration_us, text, payload, model, seed, attempts, tokens_in, tokens_out, finish, key, params)
            VALUES (?1, 4, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
            """);
        parsed = database.Prepare("""
            INSERT INTO events(seq, kind, at, run, gen, item, parse, state, duration_us, text, payload, code)
            VALUES (?1, 5, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """);
        scored = database.Prepare("""
            INSERT INTO events(seq, kind, at, run, gen, item, parse, metric, value, code, duration_us, text, payload)
            VALUES (?1, 6, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            """);
    }

    /// <summary>The number that the next event gets.</summary>
    public long NextSeq { get; private set; }

    /// <summary>Starts a batch.</summary>
    public void Begin(long nextSeq, DateTimeOffset at)
    {
        NextSeq = nextSeq;
        now = at.ToUnixTimeMilliseconds();
    }

    /// <summary>When the batch is written, in milliseconds since 1970.</summary>
    public long Now => now;

    /// <summary>Takes the next number.</summary>
    public long TakeSeq() => NextSeq++;

    public void Linked(long run, long? generation, LinkRecord link) => sides.Of(run, generation, link);

    public void RunBegan(long run, DateTimeOffset at, string provenanceJson) =>
        RunEvent(EventKind.RunBegan, run, at, null, provenanceJson, null);

    public void RunPlanned(long run, DateTimeOffset at, long plan) =>
        RunEvent(EventKind.RunPlanned, run, at, null, null, plan);

    public void RunEnded(long run, RunState state, DateTimeOffset at) =>
        RunEvent(EventKind.RunEnded, run, at, (long)state, null, null);

    public void Generated(GenerationEntry entry)
    {
        var failed = entry.Failure is not null;
        var output = failed ? null : entry.Output ?? throw new InvalidOperationException("A generation has neither an output nor a failure.");
        generated
            .Bind(1, NextSeq++)
            .Bind(2, entry.Started.ToUnixTimeMilliseconds())
            .Bind(3, entry.RunId)
            .Bind(4, entry.RowId)
            .Bind(5, failed ? (long)GenerationStatus.Failed : (long)GenerationStatus.Completed)
            .Bind(6, tables.InternCode(entry.Failure?.Value))
            .Bind(7, Microseconds(entry.Duration))
            .Bind(10, entry.ModelId)
            .Bind(11, entry.Seed)
            .Bind(12, entry.Attempts)
            .Bind(13, (long?)output?.InputTokens)
            .Bind(14, (long?)output?.OutputTokens)
            .Bind(15, tables.InternCode(output?.FinishReason))
            .Bind(16, entry.Key)
            .Bind(17, entry.ParamsId == 0 ? null : entry.ParamsId);
        tables.BindText(generated, 8, 9, failed ? entry.FailureMessage : output!.Text);
        generated.Run();
        sides.Of(entry);
    }

    public void Parsed(long run, long generation, long item, TransformRecord record)
    {
        parsed
            .Bind(1, NextSeq++)
            .Bind(2, now)
            .Bind(3, run)
            .Bind(4, generation)
            .Bind(5, item)
            .Bind(6, record.ParseId)
            .Bind(7, record.Success ? 1 : 0)
            .Bind(8, Microseconds(record.Duration))
            .Bind(11, tables.InternCode(record.Failure?.Value));
        tables.BindText(parsed, 9, 10, record.Text);
        parsed.Run();
        if (record.Attempts.Count > 0)
            sides.Of(run, generation, item, record);
    }

    public void Scored(long run, long generation, long item, EvaluationRecord record)
    {
        scored
            .Bind(1, NextSeq++)
            .Bind(2, now)
            .Bind(3, run)
            .Bind(4, generation)
            .Bind(5, item)
            .Bind(6, record.ParseId)
            .Bind(7, record.MetricId)
            .Bind(8, record.Value)
            .Bind(9, tables.InternCode(record.Failure?.Value))
            .Bind(10, Microseconds(record.Duration));
        tables.BindText(scored, 11, 12, record.Explanation);
        scored.Run();
        if (record.JudgeCalls.Count > 0)
            sides.Of(run, generation, item, record);
    }

    private void RunEvent(EventKind kind, long run, DateTimeOffset at, long? state, string? text, long? plan)
    {
        runEvent
            .Bind(1, NextSeq++)
            .Bind(2, (long)kind)
            .Bind(3, at.ToUnixTimeMilliseconds())
            .Bind(4, run)
            .Bind(5, state)
            .Bind(8, plan);
        tables.BindText(runEvent, 6, 7, text);
        runEvent.Run();
    }

    internal static long Microseconds(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMicrosecond;
}
