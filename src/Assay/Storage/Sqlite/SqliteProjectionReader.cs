namespace Assay.Storage.Sqlite;

/// <summary>Reads the projections of a SQLite store.</summary>
internal sealed class SqliteProjectionReader(StoreReaderPool pool) : IProjectionReader
{
    private const string Runs = """
        SELECT r.run, r.state, r.began, r.ended, e.text, p.data, p.codec, p.size, p.hash
        FROM runs r JOIN events e ON e.seq = r.event LEFT JOIN payloads p ON p.id = e.payload

        """;

    private const string PlansOfRun = "SELECT plan FROM events WHERE seq > (SELECT event FROM runs WHERE run = ?1) AND kind = 2 AND run = ?1 ORDER BY seq LIMIT ?2";

    private const string Count = """
        SELECT
            (SELECT candidates FROM plans WHERE id = ?1),
            count(*) FILTER (WHERE g.state = 1),
            count(*) FILTER (WHERE g.state = 2)
        FROM plan_items p CROSS JOIN generations g ON g.gen = p.gen
        WHERE p.plan = ?1
        """;

    public ValueTask<IReadOnlyList<GenerationMatch>> FindGenerationsAsync(string keyPrefix, int most, CancellationToken cancellationToken)
    {
        if (HashPrefix.Parse(keyPrefix) is not { } prefix)
            return ValueTask.FromResult<IReadOnlyList<GenerationMatch>>([]);
        return ReadAsync<IReadOnlyList<GenerationMatch>>(
            $"SELECT k.key, g.gen, g.state, g.code FROM generation_keys k JOIN generations g ON g.gen = k.gen WHERE k.level IN {StoreKeys.Levels} AND k.key BETWEEN ?1 AND ?2 ORDER BY k.key LIMIT ?3",
            (statement, reader) =>
            {
                statement.Bind(1, prefix.First).Bind(2, prefix.Last).Bind(3, most);
                var found = new List<GenerationMatch>();
                while (statement.Step())
                    found.Add(new GenerationMatch(statement.Hash(0), new StoredGeneration(statement.Long(1), (GenerationStatus)statement.Long(2), reader.CodeOf(statement, 3))));
                return found;
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<long>> FindNewestAsync(long modelId, int most, CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<long>>(
        "SELECT g.gen FROM generations g CROSS JOIN events e ON e.seq = g.event WHERE g.state = 1 AND e.model = ?1 ORDER BY g.gen DESC LIMIT ?2",
        (statement, _) =>
        {
            statement.Bind(1, modelId).Bind(2, most);
            var found = new List<long>();
            while (statement.Step())
                found.Add(statement.Long(0));
            return found;
        },
        cancellationToken);

    public ValueTask<GenerationDetails?> ReadGenerationAsync(long generationId, CancellationToken cancellationToken) =>
        DetailAsync(details => details.Generation(generationId), cancellationToken);

    public ValueTask<IReadOnlyList<TransformDetails>> ReadTransformsAsync(long generationId, CancellationToken cancellationToken) =>
        DetailAsync<IReadOnlyList<TransformDetails>>(details => details.Transforms(generationId), cancellationToken);

    public ValueTask<IReadOnlyList<EvaluationDetails>> ReadEvaluationsAsync(long generationId, long? itemRow, CancellationToken cancellationToken) =>
        DetailAsync<IReadOnlyList<EvaluationDetails>>(details => details.Evaluations(generationId, itemRow), cancellationToken);

    public ValueTask<IReadOnlyList<GenerationDetails?>> ReadGenerationsAsync(IReadOnlyList<long> generationIds, CancellationToken cancellationToken) =>
        DetailAsync<IReadOnlyList<GenerationDetails?>>(details => details.Reader.Each(generationIds, details.Generation, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyList<IReadOnlyList<TransformDetails>>> ReadTransformsAsync(IReadOnlyList<long> generationIds, CancellationToken cancellationToken) =>
        DetailAsync<IReadOnlyList<IReadOnlyList<TransformDetails>>>(details => details.Reader.Each(generationIds, details.Transforms, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyList<IReadOnlyList<EvaluationDetails>>> ReadEvaluationsAsync(IReadOnlyList<ScoredItem> places, CancellationToken cancellationToken) =>
        DetailAsync<IReadOnlyList<IReadOnlyList<EvaluationDetails>>>(details => details.Reader.Each(places, place => details.Evaluations(place.GenerationId, place.ItemRow), cancellationToken), cancellationToken);

    public ValueTask<RunDetails?> ReadRunAsync(long runId, CancellationToken cancellationToken) =>
        ReadAsync(Runs + "WHERE r.run = ?1", (statement, reader) => ReadRuns(statement.Bind(1, runId), reader).FirstOrDefault(), cancellationToken);

    public ValueTask<IReadOnlyList<RunDetails>> ReadRunsAsync(CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<RunDetails>>(Runs + "ORDER BY r.run DESC", ReadRuns, cancellationToken);

    public ValueTask<PlanRecord?> ReadPlanAsync(long planId, CancellationToken cancellationToken) => ReadAsync(
        "SELECT key, benchmark, slice, candidates, spec FROM plans WHERE id = ?1",
        (statement, _) => statement.Bind(1, planId).Step()
            ? new PlanRecord(statement.Hash(0), statement.Text(1), statement.Text(2), statement.Long(3), statement.Text(4))
            : null,
        cancellationToken);

    public ValueTask<string?> ReadDefinitionAsync(long definitionId, CancellationToken cancellationToken) => ReadAsync(
        "SELECT json FROM definitions WHERE id = ?1",
        (statement, _) => statement.Bind(1, definitionId).Step() ? statement.Text(0) : null,
        cancellationToken);

    public ValueTask<DefinitionKey?> ReadDefinitionKeyAsync(long definitionId, CancellationToken cancellationToken) => ReadAsync(
        "SELECT kind, key FROM definitions WHERE id = ?1",
        (statement, _) => statement.Bind(1, definitionId).Step() ? new DefinitionKey(statement.Text(0), statement.Hash(1)) : null,
        cancellationToken);

    public ValueTask<PlanCounts> CountAsync(long planId, CancellationToken cancellationToken) => ReadAsync(
        Count,
        (statement, _) =>
        {
            statement.Bind(1, planId).Step();
            return new PlanCounts(statement.Long(0), statement.Long(1), statement.Long(2));
        },
        cancellationToken);

    private static List<RunDetails> ReadRuns(SqliteStatement statement, StoreReader reader)
    {
        var runs = new List<RunDetails>();
        while (statement.Step())
        {
            var run = statement.Long(0);
            var provenance = statement.IsNull(5) ? statement.Text(4) : reader.Payloads.Text(statement, 5, 6, 7, 8);
            runs.Add(new RunDetails(run, (RunState)statement.Long(1), statement.Time(2), statement.IsNull(3) ? null : statement.Time(3), provenance, PlansOf(run, reader)));
        }

        return runs;
    }

    private static List<long> PlansOf(long run, StoreReader reader)
    {
        var count = reader.Database.PrepareOnce("SELECT count(*) FROM run_plans WHERE run = ?1");
        var plans = reader.Database.PrepareOnce(PlansOfRun);
        try
        {
            var rows = new List<long>();
            plans.Bind(1, run).Bind(2, count.Bind(1, run).RequiredLong());
            while (plans.Step())
                rows.Add(plans.Long(0));
            return rows;
        }
        finally
        {
            count.Close();
            plans.Close();
        }
    }

    private ValueTask<T> ReadAsync<T>(string sql, Func<SqliteStatement, StoreReader, T> read, CancellationToken cancellationToken) => UseAsync(
        reader =>
        {
            var statement = reader.Database.PrepareOnce(sql);
            try
            {
                return read(statement, reader);
            }
            finally
            {
                statement.Close();
            }
        },
        cancellationToken);

    private ValueTask<T> DetailAsync<T>(Func<DetailsReader, T> read, CancellationToken cancellationToken) => UseAsync(
        reader =>
        {
            using var details = new DetailsReader(reader);
            return read(details);
        },
        cancellationToken);

    private ValueTask<T> UseAsync<T>(Func<StoreReader, T> use, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var lease = pool.Rent();
        return ValueTask.FromResult(use(lease.Reader));
    }
}
