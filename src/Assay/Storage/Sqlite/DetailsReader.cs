using Assay.Errors;

namespace Assay.Storage.Sqlite;

/// <summary>Reads everything about one generation.</summary>
internal sealed class DetailsReader(StoreReader reader)
{
    private const string OfGeneration = """
        SELECT e.seq, e.key, g.state, e.run, m.json, e.seed, d.json, e.at, e.duration_us, e.attempts, e.tokens_in, e.tokens_out, f.code, c.code,
            e.text, p.data, p.codec, p.size, p.hash
        FROM generations g JOIN events e ON e.seq = g.event
        LEFT JOIN definitions m ON m.id = e.model LEFT JOIN definitions d ON d.id = e.params
        LEFT JOIN codes f ON f.id = e.finish LEFT JOIN codes c ON c.id = e.code
        LEFT JOIN payloads p ON p.id = e.payload AND g.state = 2
        WHERE g.gen = ?1
        """;

    private const string OfTransforms = """
        SELECT t.parse, d.json, t.success, c.code, e.at, e.duration_us, e.seq, e.text, p.data, p.codec, p.size, p.hash
        FROM transforms t JOIN events e ON e.seq = t.event
        LEFT JOIN definitions d ON d.id = t.parse LEFT JOIN codes c ON c.id = t.code LEFT JOIN payloads p ON p.id = e.payload
        WHERE t.gen = ?1
        ORDER BY t.parse
        """;

    private const string OfEvaluations = """
        SELECT v.item, v.parse, v.metric, d.json, v.value, c.code, e.at, e.duration_us, e.seq, e.text, p.data, p.codec, p.size, p.hash
        FROM evaluations v JOIN events e ON e.seq = v.event
        LEFT JOIN definitions d ON d.id = v.metric LEFT JOIN codes c ON c.id = v.code LEFT JOIN payloads p ON p.id = e.payload
        WHERE v.gen = ?1 AND (?2 IS NULL OR v.item = ?2)
        ORDER BY v.item, v.parse, v.metric
        """;

    private const string OfSides = """
        SELECT e.kind, f.code, e.state, e.duration_us, e.text, p.data, p.codec, p.size, p.hash
        FROM events e LEFT JOIN codes f ON f.id = e.finish LEFT JOIN payloads p ON p.id = e.payload
        WHERE e.seq > ?1
        ORDER BY e.seq
        """;

    /// <summary>The generation; null when there is none.</summary>
    public GenerationDetails? Generation(long generation)
    {
        GenerationDetails? details = null;
        Read(OfGeneration, statement => statement.Bind(1, generation), row =>
        {
            var sides = reader.ReadSides(generation, row.Long(0));
            var status = (GenerationStatus)row.Long(2);
            details = new GenerationDetails(
                generation, row.Hash(1), status, row.Long(3), row.NullableText(4) ?? "", row.Long(5), row.NullableText(6), row.Time(7), row.Duration(8), (int)row.Long(9))
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
            row.Long(0), row.NullableText(1) ?? "", row.Long(2) != 0, Code(row, 3), Text(row, 7), row.Time(4), row.Duration(5), ExtractorAttempts(row.Long(6)))));
        return found;
    }

    /// <summary>The scores for an item, or for all.</summary>
    public List<EvaluationDetails> Evaluations(long generation, long? item)
    {
        var found = new List<EvaluationDetails>();
        Read(OfEvaluations, statement => statement.Bind(1, generation).Bind(2, item), row => found.Add(new EvaluationDetails(
            row.Long(0), row.Long(1), row.Long(2), row.NullableText(3) ?? "", row.IsNull(4) ? null : row.Double(4), Code(row, 5), Text(row, 9), row.Time(6), row.Duration(7), JudgeCalls(row.Long(8)))));
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
        var statement = reader.Database.PrepareOnce(LinkReader.OfGeneration);
        try
        {
            return LinkReader.Read(statement.Bind(1, generation), reader.Payloads);
        }
        finally
        {
            statement.Close();
        }
    }

    /// <summary>Reads the details right after an event.</summary>
    private void ReadSides(long seq, EventKind kind, Action<SqliteStatement> each)
    {
        var statement = reader.Database.PrepareOnce(OfSides);
        try
        {
            statement.Bind(1, seq);
            while (statement.Step() && (EventKind)statement.Long(0) == kind)
                each(statement);
        }
        finally
        {
            statement.Close();
        }
    }

    private void Read(string sql, Action<SqliteStatement> bind, Action<SqliteStatement> each)
    {
        var statement = reader.Database.PrepareOnce(sql);
        try
        {
            bind(statement);
            while (statement.Step())
                each(statement);
        }
        finally
        {
            statement.Close();
        }
    }

    /// <summary>A text that is in its row, or in the five columns of its payload after it.</summary>
    private string? Text(SqliteStatement row, int column) =>
        row.IsNull(column + 1) ? row.NullableText(column) : reader.Payloads.Text(row, column + 1, column + 2, column + 3, column + 4);

    private static ErrorCode? Code(SqliteStatement row, int column) => row.NullableText(column) is { } code ? new ErrorCode(code) : null;
}
