namespace Assay.Storage.Sqlite;

/// <summary>Appends events, one row each.</summary>
internal sealed class StoreEvents(SqliteDatabase database, StoreTables tables)
{
    private readonly SqliteStatement runEvent = database.Prepare("""
        INSERT INTO events(seq, kind, at, run, state, text, payload, plan) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """);

    private readonly SqliteStatement generated = database.Prepare("""
        INSERT INTO events(seq, kind, at, run, gen, state, code, duration_us, text, payload, model, seed, attempts, tokens_in, tokens_out, finish, key)
        VALUES (?1, 4, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        """);

    private readonly SqliteStatement parsed = database.Prepare("""
        INSERT INTO events(seq, kind, at, run, gen, item, parse, state, duration_us, text, payload)
        VALUES (?1, 5, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """);

    private readonly SqliteStatement scored = database.Prepare("""
        INSERT INTO events(seq, kind, at, run, gen, item, parse, metric, value, code, duration_us, text, payload)
        VALUES (?1, 6, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        """);

    private long now;

    /// <summary>The number that the next event gets.</summary>
    public long NextSeq { get; private set; }

    /// <summary>Starts a batch.</summary>
    public void Begin(long nextSeq, DateTimeOffset at)
    {
        NextSeq = nextSeq;
        now = at.ToUnixTimeMilliseconds();
    }

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
            .Bind(16, entry.Key);
        tables.BindText(generated, 8, 9, failed ? entry.FailureMessage : output!.Text);
        generated.Run();
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
            .Bind(8, Microseconds(record.Duration));
        tables.BindText(parsed, 9, 10, record.Text);
        parsed.Run();
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

    private static long Microseconds(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMicrosecond;
}
