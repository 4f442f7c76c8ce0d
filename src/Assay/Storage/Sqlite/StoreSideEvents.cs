namespace Assay.Storage.Sqlite;

/// <summary>Appends what is unusual about a stage, right after the event of the stage itself, so that both are found together.</summary>
internal sealed class StoreSideEvents(SqliteDatabase database, StoreTables tables, StoreEvents events)
{
    private readonly SqliteStatement insert = database.Prepare("""
        INSERT INTO events(seq, kind, at, run, gen, item, parse, metric, state, code, duration_us, text, payload, attempts, tokens_in, finish)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        """);

    /// <summary>The attempts, turns and links of a generation, and what its provider reported.</summary>
    public void Of(GenerationEntry entry)
    {
        foreach (var attempt in entry.FailedAttempts)
        {
            Begin(EventKind.AttemptFailed, entry.RunId, entry.RowId)
                .Bind(10, tables.InternCode(attempt.Code.Value))
                .Bind(11, StoreEvents.Microseconds(attempt.Duration))
                .Bind(14, attempt.Number);
            Run(attempt.Message);
        }

        if (entry.Turns.Count > 0)
        {
            foreach (var turn in entry.Turns)
                Append(entry, turn);
        }
        else if (entry.Output is { Conversation: { Count: > 0 } conversation })
        {
            for (var i = 0; i < conversation.Count; i++)
                Append(entry, TurnText.From(conversation[i], i));
        }

        if (entry.Output is not (null or { RequestId: null, ModelVersion: null, CachedInputTokens: null, TimeToFirstToken: null }))
            Report(entry, entry.Output);
        if (entry.Output is { Logprobs: { Count: > 0 } logprobs })
        {
            Begin(EventKind.LogprobsReported, entry.RunId, entry.RowId);
            Run(LogprobJson.Write(logprobs));
        }

        foreach (var link in entry.Links)
            Of(entry.RunId, entry.RowId, link);
    }

    /// <summary>The extractors of a parse.</summary>
    public void Of(long run, long generation, long item, TransformRecord record)
    {
        foreach (var attempt in record.Attempts)
        {
            Begin(EventKind.ExtractorTried, run, generation)
                .Bind(6, item)
                .Bind(7, record.ParseId)
                .Bind(9, attempt.Success ? 1 : 0)
                .Bind(11, StoreEvents.Microseconds(attempt.Duration))
                .Bind(16, tables.InternCode(attempt.ExtractorId));
            Run(attempt.Text);
        }
    }

    /// <summary>The judge's calls of a metric.</summary>
    public void Of(long run, long generation, long item, EvaluationRecord record)
    {
        foreach (var call in record.JudgeCalls)
        {
            Begin(EventKind.JudgeCalled, run, generation)
                .Bind(6, item)
                .Bind(7, record.ParseId)
                .Bind(8, record.MetricId);
            Run(call.Json);
        }
    }

    /// <summary>A link of a generation, or of a run.</summary>
    public void Of(long run, long? generation, LinkRecord link)
    {
        Begin(EventKind.Linked, run, generation).Bind(16, tables.InternCode(link.Kind));
        Run(link.Url.OriginalString);
    }

    private void Append(GenerationEntry entry, TurnRecord turn)
    {
        var isPlain = TurnText.IsPlain(turn);
        Begin(isPlain ? EventKind.TurnTaken : EventKind.ToolTurnTaken, entry.RunId, entry.RowId)
            .Bind(9, (long)turn.Role)
            .Bind(14, turn.Index);
        Run(isPlain ? turn.Text : TurnText.Write(turn));
    }

    private void Report(GenerationEntry entry, Output output)
    {
        Begin(EventKind.ProviderReported, entry.RunId, entry.RowId)
            .Bind(11, output.TimeToFirstToken is { } first ? StoreEvents.Microseconds(first) : null)
            .Bind(15, (long?)output.CachedInputTokens)
            .Bind(16, tables.InternCode(output.ModelVersion));
        Run(output.RequestId);
    }

    private SqliteStatement Begin(EventKind kind, long run, long? generation)
    {
        for (var parameter = 6; parameter <= 16; parameter++)
            insert.BindNull(parameter);
        return insert
            .Bind(1, events.TakeSeq())
            .Bind(2, (long)kind)
            .Bind(3, events.Now)
            .Bind(4, run)
            .Bind(5, generation);
    }

    private void Run(string? text)
    {
        tables.BindText(insert, 12, 13, text);
        insert.Run();
    }
}
