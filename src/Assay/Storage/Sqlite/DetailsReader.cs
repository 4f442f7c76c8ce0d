using Assay.Errors;

namespace Assay.Storage.Sqlite;

/// <summary>Reads everything about generations, one after the other. What it prepares for the first serves for the others, until it is disposed.</summary>
internal sealed class DetailsReader(StoreReader reader) : IDisposable
{
    private const string OfGeneration = """
        SELECT e.seq, e.key, g.state, e.run, e.model, e.seed, e.params, e.at, e.duration_us, e.attempts, e.tokens_in, e.tokens_out, f.code, c.code,
            e.text, p.data, p.codec, p.size, p.hash
        FROM generations g JOIN events e ON e.seq = g.event
        LEFT JOIN codes f ON f.id = e.finish LEFT JOIN codes c ON c.id = e.code
        LEFT JOIN payloads p ON p.id = e.payload AND g.state = 2
        WHERE g.gen = ?1
        """;

    private const string OfTransforms = """
        SELECT t.parse, t.parse, t.success, c.code, e.at, e.duration_us, e.seq, e.text, p.data, p.codec, p.size, p.hash
        FROM transforms t JOIN events e ON e.seq = t.event
        LEFT JOIN codes c ON c.id = t.code LEFT JOIN payloads p ON p.id = e.payload
        WHERE t.gen = ?1
        ORDER BY t.parse
        """;

    private const string OfEvaluations = """
        SELECT v.item, v.parse, v.metric, v.metric, v.value, c.code, e.at, e.duration_us, e.seq, e.text, p.data, p.codec, p.size, p.hash
        FROM evaluations v JOIN events e ON e.seq = v.event
        LEFT JOIN codes c ON c.id = v.code LEFT JOIN payloads p ON p.id = e.payload
        WHERE v.gen = ?1 AND (?2 IS NULL OR v.item = ?2)
        ORDER BY v.item, v.parse, v.metric
        """;

    private const string OfSides = """
        SELECT e.kind, f.code, e.state, e.duration_us, e.text, p.data, p.codec, p.size, p.hash
        FROM events e LEFT JOIN codes f ON f.id = e.finish LEFT JOIN payloads p ON p.id = e.payload
        WHERE e.seq > ?1
        ORDER BY e.seq
        """;

    private const string OfDefinition = "SELECT json FROM definitions WHERE id = ?1";

    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string?> definitions = [];

    /// <summary>What it reads through.</summary>
    public StoreReader Reader => reader;

    /// <summary>Frees what it prepared.</summary>
    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Close();
    }

    /// <summary>The generation; null when there is none.</summary>
    public GenerationDetails? Generation(long generation)
    {
        GenerationDetails? details = null;
        Read(OfGeneration, statement => statement.Bind(1, generation), row =>
        {
            var sides = reader.ReadSides(generation, row.Long(0));
            var status = (GenerationStatus)row.Long(2);
            details = new GenerationDetails(
                generation, row.Hash(1), status, row.Long(3), Definition(row, 4) ?? "", row.Long(5), Definition(row, 6), row.Time(7), row.Duration(8), (int)row.Long(9))
            {
                InputTokens = (int?)row.NullableLong(10),
                OutputTokens = (int?)row.NullableLong(11),
                FinishReason = row.NullableText(12),
                Failure = Code(row, 13),
                FailureMessage = status == GenerationStatus.Failed ? Text(row, 14) : null,
                FailedAttempts = sides.FailedAttempts,
                Turns = sides.Turns,
                RequestId = sides.RequestId,
                ModelVersion = sides.ModelVersion,
                CachedInputTokens = sides.CachedInputTokens,
                TimeToFirstToken = sides.TimeToFirstToken,
            };
        });
        return details is null ? null : details with { Links = Links(generation) };
    }

    /// <summary>The parses.</summary>
    public List<TransformDetails> Transforms(long generation)
    {
        var found = new List<TransformDetails>();
        Read(OfTransforms, statement => statement.Bind(1, generation), row => found.Add(new TransformDetails(
            row.Long(0), Definition(row, 1) ?? "", row.Long(2) != 0, Code(row, 3), Text(row, 7), row.Time(4), row.Duration(5), ExtractorAttempts(row.Long(6)))));
        return found;
    }

    /// <summary>The scores for an item, or for all.</summary>
    public List<EvaluationDetails> Evaluations(long generation, long? item)
    {
        var found = new List<EvaluationDetails>();
        Read(OfEvaluations, statement => statement.Bind(1, generation).Bind(2, item), row => found.Add(new EvaluationDetails(
            row.Long(0), row.Long(1), row.Long(2), Definition(row, 3) ?? "", row.IsNull(4) ? null : row.Double(4), Code(row, 5), Text(row, 9), row.Time(6), row.Duration(7), JudgeCalls(row.Long(8)))));
        return found;
    }

    private List<ExtractorAttemptRecord> ExtractorAttempts(long seq)
    {
        var found = new List<ExtractorAttemptRecord>();
        ReadSides(seq, EventKind.ExtractorTried, row => found.Add(new ExtractorAttemptRecord(row.Text(1), row.Long(2) != 0, Text(row, 4), row.Duration(3))));
        return found;
    }

    private List<JudgeCallRecord> JudgeCalls(long seq)
    {
        var found = new List<JudgeCallRecord>();
        ReadSides(seq, EventKind.JudgeCalled, row => found.Add(new JudgeCallRecord(Text(row, 4) ?? "")));
        return found;
    }

    private List<LinkRecord> Links(long generation)
    {
        var statement = Prepared(LinkReader.OfGeneration);
        try
        {
            return LinkReader.Read(statement.Bind(1, generation), reader.Payloads);
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Reads the details right after an event.</summary>
    private void ReadSides(long seq, EventKind kind, Action<SqliteStatement> each)
    {
        var statement = Prepared(OfSides);
        try
        {
            statement.Bind(1, seq);
            while (statement.Step() && (EventKind)statement.Long(0) == kind)
                each(statement);
        }
        finally
        {
            statement.Reset();
        }
    }

    private void Read(string sql, Action<SqliteStatement> bind, Action<SqliteStatement> each)
    {
        var statement = Prepared(sql);
        try
        {
            bind(statement);
            while (statement.Step())
                each(statement);
        }
        finally
        {
            statement.Reset();
        }
    }

    private SqliteStatement Prepared(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
            statements.Add(sql, statement = reader.Database.PrepareOnce(sql));
        return statement;
    }

    /// <summary>The spec of the definition that a column names; null for none.</summary>
    private string? Definition(SqliteStatement row, int column)
    {
        if (row.IsNull(column))
            return null;
        var id = row.Long(column);
        if (!definitions.TryGetValue(id, out var json))
        {
            Read(OfDefinition, statement => statement.Bind(1, id), found => json = found.NullableText(0));
            definitions.Add(id, json);
        }

        return json;
    }

    /// <summary>A text that is in its row, or in the five columns of its payload after it.</summary>
    private string? Text(SqliteStatement row, int column) =>
        row.IsNull(column + 1) ? row.NullableText(column) : reader.Payloads.Text(row, column + 1, column + 2, column + 3, column + 4);

    private static ErrorCode? Code(SqliteStatement row, int column) => row.NullableText(column) is { } code ? new ErrorCode(code) : null;
}
