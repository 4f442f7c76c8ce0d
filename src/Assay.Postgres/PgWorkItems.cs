using Assay.Identity;
using Assay.Planning;
using Assay.Storage.Manifests;
using Assay.Storage.Sqlite;
using Npgsql;

namespace Assay.Postgres;

/// <summary>Reads the work of one plan in one stage, or of one column of it.</summary>
internal sealed class PgWorkItems(PgDatabase database, WorkSelection selection)
{
    private const string Plans = """
        SELECT mp.plan, q.key, m.planned, q.candidates FROM manifests m JOIN manifest_plans mp ON mp.manifest = m.id JOIN plans q ON q.id = mp.plan
        WHERE m.run = $1 ORDER BY mp.position
        """;

    private const string Parses = """
        SELECT c.parse, d.key, 0::bigint, NULL::bytea FROM plan_columns c JOIN definitions d ON d.id = c.parse
        WHERE c.run = $1 AND c.plan = $2 AND c.parse <> 0 GROUP BY c.parse, d.key ORDER BY min(c.position)
        """;

    private const string Scores = """
        SELECT c.parse, p.key, c.metric, d.key FROM plan_columns c JOIN definitions d ON d.id = c.metric LEFT JOIN definitions p ON p.id = c.parse
        WHERE c.run = $1 AND c.plan = $2 AND c.metric <> 0 ORDER BY c.position
        """;

    /// <summary>Everything that a run is made of: per stage, plan and column.</summary>
    public static async Task<List<WorkSelection>> SelectAsync(PgDatabase database, Hash128 run, CancellationToken cancellationToken)
    {
        var plans = await database.ListAsync(
            Plans,
            static row => new WorkSelection(WorkStage.Generation, row.Long(0), row.Hash(1), 0, default, 0, default) { IsPlanned = row.Long(2) != 0, Candidates = row.Long(3) },
            cancellationToken,
            run).ConfigureAwait(false);
        var all = new List<WorkSelection>(plans);
        foreach (var (stage, sql) in ((WorkStage, string)[])[(WorkStage.Transform, Parses), (WorkStage.Evaluation, Scores)])
        {
            foreach (var plan in plans)
            {
                all.AddRange(await database.ListAsync(
                    sql,
                    row => plan with
                    {
                        Stage = stage,
                        Parse = row.Long(0),
                        ParseKey = row.IsDBNull(1) ? default : row.Hash(1),
                        Metric = row.Long(2),
                        MetricKey = row.IsDBNull(3) ? default : row.Hash(3),
                    },
                    cancellationToken,
                    run,
                    plan.Plan).ConfigureAwait(false));
            }
        }

        return all;
    }

    /// <summary>Streams the work in order.</summary>
    /// <param name="now">The time at which leases are live.</param>
    /// <param name="status">How the work must stand; null for any way.</param>
    /// <param name="places">Where; null for everywhere.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    public IAsyncEnumerable<WorkItem> ReadAsync(DateTimeOffset now, WorkStatus? status, long[]? places, CancellationToken cancellationToken) => database.ReadAsync(
        PgWorkSql.Items(selection.Stage, selection.IsPlanned),
        Read,
        cancellationToken,
        selection.Plan,
        now.ToUnixTimeMilliseconds(),
        selection.Parse,
        selection.Metric,
        (long?)status,
        new PgValue(NpgsqlTypes.NpgsqlDbType.Bigint | NpgsqlTypes.NpgsqlDbType.Array, places));

    private WorkItem Read(NpgsqlDataReader row)
    {
        var ordinal = row.Long(0);
        var status = (WorkStatus)row.Long(5);
        var isGeneration = selection.Stage == WorkStage.Generation;
        var code = row.Code(14);
        var item = new WorkItem(WorkIdentity.Of(selection, ordinal), selection.Stage, status, selection.Plan, ordinal, KeyOf(row), row.GetString(2))
        {
            ItemRow = row.Long(3),
            GenerationId = row.Long(4),
            ParseId = selection.Parse,
            MetricId = selection.Metric,
            Attempts = (int)(isGeneration ? Math.Max(row.Long(13), row.Long(9)) : row.Long(13)),
            LeaseOwner = isGeneration && status == WorkStatus.Running ? row.NullableText(6) : null,
            LeaseExpires = isGeneration && status == WorkStatus.Running && !row.IsDBNull(7) ? row.Time(7) : null,
            ExternalJobId = isGeneration ? row.NullableText(8) : null,
            LastErrorCode = code,
            LastError = code is null ? null : PgPayloads.Text(row, 15, database),
        };
        if (row.IsDBNull(10))
            return item;
        var (at, duration) = (row.Time(11), row.Duration(12));
        var reference = FormattableString.Invariant($"event:{row.Long(10)}");
        return item with
        {
            // A generation's event says when it began, the others' when they were written.
            Started = isGeneration ? at : at - duration,
            Ended = isGeneration ? at + duration : at,
            ArtifactRefs = row.IsDBNull(19) ? [reference] : [reference, $"blob:{row.Hash(19)}"],
        };
    }

    private Hash128 KeyOf(NpgsqlDataReader row)
    {
        var key = row.Hash(1);
        if (selection.Parse != 0)
            key = TrialIdentity.OfTransform(key, selection.ParseKey);
        return selection.Stage == WorkStage.Evaluation ? TrialIdentity.OfEvaluation(key, selection.MetricKey, row.Hash(20)) : key;
    }
}
