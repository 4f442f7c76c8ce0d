using Assay.Storage;
using Assay.Storage.Sqlite;
using Npgsql;

namespace Assay.Postgres;

/// <summary>Reads the projections.</summary>
internal sealed class PgProjectionReader(PgDatabase database) : IProjectionReader
{
    private const string Runs = """
        SELECT r.run, r.state, r.began, r.ended, e.text, p.data, p.codec, p.size, p.hash,
            ARRAY(SELECT v.plan FROM events v WHERE v.run = r.run AND v.kind = 2 AND v.gen IS NULL ORDER BY v.seq)
        FROM runs r JOIN events e ON e.seq = r.event LEFT JOIN payloads p ON p.id = e.payload

        """;

    private const string OfGeneration = """
        SELECT e.seq, e.key, g.state, e.run, m.json, e.seed, d.json, e.at, e.duration_us, e.attempts, e.tokens_in, e.tokens_out, f.code, c.code,
            e.text, p.data, p.codec, p.size, p.hash, g.gen
        FROM generations g JOIN events e ON e.seq = g.event
        LEFT JOIN definitions m ON m.id = e.model LEFT JOIN definitions d ON d.id = e.params
        LEFT JOIN codes f ON f.id = e.finish LEFT JOIN codes c ON c.id = e.code
        LEFT JOIN payloads p ON p.id = e.payload AND g.state = 2
        WHERE g.gen = ANY($1)
        """;

    private const string OfTransforms = """
        SELECT t.parse, d.json, t.success, c.code, e.at, e.duration_us, e.seq, e.text, p.data, p.codec, p.size, p.hash, t.gen
        FROM transforms t JOIN events e ON e.seq = t.event
        LEFT JOIN definitions d ON d.id = t.parse LEFT JOIN codes c ON c.id = t.code LEFT JOIN payloads p ON p.id = e.payload
        WHERE t.gen = ANY($1) ORDER BY t.gen, t.parse
        """;

    private const string OfEvaluations = """
        SELECT v.item, v.parse, v.metric, d.json, v.value, c.code, e.at, e.duration_us, e.seq, e.text, p.data, p.codec, p.size, p.hash, v.gen
        FROM evaluations v JOIN events e ON e.seq = v.event
        LEFT JOIN definitions d ON d.id = v.metric LEFT JOIN codes c ON c.id = v.code LEFT JOIN payloads p ON p.id = e.payload

        """;

    private const string OfAllItems = OfEvaluations + "WHERE v.gen = $1 ORDER BY v.item, v.parse, v.metric";

    private const string OfItems = OfEvaluations + """
        WHERE (v.gen, v.item) IN (SELECT g, i FROM unnest($1, $2) AS wanted(g, i))
        ORDER BY v.gen, v.item, v.parse, v.metric
        """;

    private readonly PgSideReader sides = new(database);

    public async ValueTask<IReadOnlyList<GenerationMatch>> FindGenerationsAsync(string keyPrefix, int most, CancellationToken cancellationToken) => HashPrefix.Parse(keyPrefix) is not { } prefix
        ? []
        : await database.ListAsync(
            "SELECT k.key, g.gen, g.state, c.code FROM generation_keys k JOIN generations g ON g.gen = k.gen LEFT JOIN codes c ON c.id = g.code WHERE k.key BETWEEN $1 AND $2 ORDER BY k.key LIMIT $3",
            static row => new GenerationMatch(row.Hash(0), new StoredGeneration(row.Long(1), (GenerationStatus)row.Long(2), row.Code(3))),
            cancellationToken,
            prefix.First,
            prefix.Last,
            (long)most).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<long>> FindNewestAsync(long modelId, int most, CancellationToken cancellationToken) => await database.ListAsync(
        "SELECT g.gen FROM generations g JOIN events e ON e.seq = g.event WHERE g.state = 1 AND e.model = $1 ORDER BY g.gen DESC LIMIT $2",
        static row => row.Long(0),
        cancellationToken,
        modelId,
        (long)most).ConfigureAwait(false);

    public async ValueTask<GenerationDetails?> ReadGenerationAsync(long generationId, CancellationToken cancellationToken) =>
        (await ReadGenerationsAsync([generationId], cancellationToken).ConfigureAwait(false))[0];

    public async ValueTask<IReadOnlyList<GenerationDetails?>> ReadGenerationsAsync(IReadOnlyList<long> generationIds, CancellationToken cancellationToken)
    {
        long[] wanted = [.. generationIds.Distinct()];
        var found = await database.ListAsync(OfGeneration, row => (Seq: row.Long(0), Details: Generation(row.Long(19), row)), cancellationToken, wanted).ConfigureAwait(false);
        var more = await sides.ReadAsync([.. found.Select(static one => (one.Details.Id, one.Seq))], cancellationToken).ConfigureAwait(false);
        var links = await PgLinks.ReadAsync(database, wanted, cancellationToken).ConfigureAwait(false);
        var all = found.ToDictionary(static one => one.Details.Id, one => With(one.Details, more.GetValueOrDefault(one.Seq) ?? new SideEvents(), [.. links[one.Details.Id]]));
        return [.. generationIds.Select(all.GetValueOrDefault)];
    }

    public async ValueTask<IReadOnlyList<TransformDetails>> ReadTransformsAsync(long generationId, CancellationToken cancellationToken) =>
        (await ReadTransformsAsync([generationId], cancellationToken).ConfigureAwait(false))[0];

    public async ValueTask<IReadOnlyList<IReadOnlyList<TransformDetails>>> ReadTransformsAsync(IReadOnlyList<long> generationIds, CancellationToken cancellationToken)
    {
        var found = await database.ListAsync(
            OfTransforms,
            row => (Generation: row.Long(12), Seq: row.Long(6), Details: new TransformDetails(row.Long(0), row.NullableText(1) ?? "", row.Long(2) != 0, row.Code(3), PgPayloads.Text(row, 7, database), row.Time(4), row.Duration(5), [])),
            cancellationToken,
            (long[])[.. generationIds.Distinct()]).ConfigureAwait(false);
        var attempts = await sides.ExtractorAttemptsAsync(found.Select(static one => one.Seq), cancellationToken).ConfigureAwait(false);
        var all = found.ToLookup(static one => one.Generation, one => one.Details with { Attempts = [.. attempts[one.Seq]] });
        return [.. generationIds.Select(id => (IReadOnlyList<TransformDetails>)[.. all[id]])];
    }

    public async ValueTask<IReadOnlyList<EvaluationDetails>> ReadEvaluationsAsync(long generationId, long? itemRow, CancellationToken cancellationToken) => itemRow is { } item
        ? (await ReadEvaluationsAsync([new ScoredItem(generationId, item)], cancellationToken).ConfigureAwait(false))[0]
        : [.. (await EvaluationsAsync(OfAllItems, cancellationToken, generationId).ConfigureAwait(false))[generationId]];

    public async ValueTask<IReadOnlyList<IReadOnlyList<EvaluationDetails>>> ReadEvaluationsAsync(IReadOnlyList<ScoredItem> places, CancellationToken cancellationToken)
    {
        ScoredItem[] wanted = [.. places.Distinct()];
        var found = await EvaluationsAsync(OfItems, cancellationToken, (long[])[.. wanted.Select(static one => one.GenerationId)], (long[])[.. wanted.Select(static one => one.ItemRow)]).ConfigureAwait(false);
        var all = found.SelectMany(static one => one.Select(score => (Place: new ScoredItem(one.Key, score.ItemRow), Score: score))).ToLookup(static one => one.Place, static one => one.Score);
        return [.. places.Select(place => (IReadOnlyList<EvaluationDetails>)[.. all[place]])];
    }

    public async ValueTask<RunDetails?> ReadRunAsync(long runId, CancellationToken cancellationToken) =>
        (await database.ListAsync(Runs + "WHERE r.run = $1", Run, cancellationToken, runId).ConfigureAwait(false)).FirstOrDefault();

    public async ValueTask<IReadOnlyList<RunDetails>> ReadRunsAsync(CancellationToken cancellationToken) =>
        await database.ListAsync(Runs + "ORDER BY r.run DESC", Run, cancellationToken).ConfigureAwait(false);

    public async ValueTask<PlanRecord?> ReadPlanAsync(long planId, CancellationToken cancellationToken) => (await database.ListAsync(
        "SELECT key, benchmark, slice, candidates, spec FROM plans WHERE id = $1",
        static row => new PlanRecord(row.Hash(0), row.GetString(1), row.GetString(2), row.Long(3), row.GetString(4)),
        cancellationToken,
        planId).ConfigureAwait(false)).FirstOrDefault();

    public async ValueTask<string?> ReadDefinitionAsync(long definitionId, CancellationToken cancellationToken) =>
        (await database.ListAsync("SELECT json FROM definitions WHERE id = $1", static row => row.GetString(0), cancellationToken, definitionId).ConfigureAwait(false)).FirstOrDefault();

    public async ValueTask<DefinitionKey?> ReadDefinitionKeyAsync(long definitionId, CancellationToken cancellationToken) =>
        (await database.ListAsync("SELECT kind, key FROM definitions WHERE id = $1", static row => new DefinitionKey(row.GetString(0), row.Hash(1)), cancellationToken, definitionId).ConfigureAwait(false)).FirstOrDefault();

    public async ValueTask<PlanCounts> CountAsync(long planId, CancellationToken cancellationToken) => (await database.ListAsync(
        """
        SELECT coalesce((SELECT candidates FROM plans WHERE id = $1), 0), count(*) FILTER (WHERE g.state = 1), count(*) FILTER (WHERE g.state = 2)
        FROM plan_items p JOIN generations g ON g.gen = p.gen WHERE p.plan = $1
        """,
        static row => new PlanCounts(row.Long(0), row.Long(1), row.Long(2)),
        cancellationToken,
        planId).ConfigureAwait(false))[0];

    private static GenerationDetails With(GenerationDetails details, SideEvents more, IReadOnlyList<LinkRecord> links) => details with
    {
        FailedAttempts = more.FailedAttempts,
        Turns = more.Turns,
        RequestId = more.RequestId,
        ModelVersion = more.ModelVersion,
        CachedInputTokens = more.CachedInputTokens,
        TimeToFirstToken = more.TimeToFirstToken,
        Links = links,
    };

    /// <summary>Scores by their generations.</summary>
    private async ValueTask<ILookup<long, EvaluationDetails>> EvaluationsAsync(string sql, CancellationToken cancellationToken, params PgValue[] values)
    {
        var found = await database.ListAsync(
            sql,
            row => (Generation: row.Long(14), Seq: row.Long(8), Details: new EvaluationDetails(
                row.Long(0), row.Long(1), row.Long(2), row.NullableText(3) ?? "", row.NullableDouble(4), row.Code(5), PgPayloads.Text(row, 9, database), row.Time(6), row.Duration(7), [])),
            cancellationToken,
            values).ConfigureAwait(false);
        var calls = await sides.JudgeCallsAsync(found.Select(static one => one.Seq), cancellationToken).ConfigureAwait(false);
        return found.ToLookup(static one => one.Generation, one => one.Details with { JudgeCalls = [.. calls[one.Seq]] });
    }

    private GenerationDetails Generation(long generation, NpgsqlDataReader row)
    {
        var status = (GenerationStatus)row.Long(2);
        return new GenerationDetails(generation, row.Hash(1), status, row.Long(3), row.NullableText(4) ?? "", row.Long(5), row.NullableText(6), row.Time(7), row.Duration(8), (int)row.Long(9))
        {
            InputTokens = (int?)row.NullableLong(10),
            OutputTokens = (int?)row.NullableLong(11),
            FinishReason = row.NullableText(12),
            Failure = row.Code(13),
            FailureMessage = status == GenerationStatus.Failed ? PgPayloads.Text(row, 14, database) : null,
        };
    }

    private RunDetails Run(NpgsqlDataReader row) => new(
        row.Long(0),
        (RunState)row.Long(1),
        row.Time(2),
        row.IsDBNull(3) ? null : row.Time(3),
        PgPayloads.Text(row, 4, database) ?? "",
        row.GetFieldValue<long[]>(9));
}
