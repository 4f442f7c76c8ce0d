using Assay.Storage.Manifests;

namespace Assay.Storage.Sqlite;

/// <summary>Counts work within SQLite: one statement per plan, stage and column, so that memory does not grow with the work.</summary>
internal sealed class WorkCounter(SqliteDatabase database, DateTimeOffset now, CancellationToken cancellationToken)
{
    private const string Generations = $"""
        SELECT count(*), count(*) FILTER (WHERE g.state = 1), count(*) FILTER (WHERE {WorkSql.IsFailed}),
            count(*) FILTER (WHERE g.state IS NOT 1 AND NOT coalesce({WorkSql.IsFailed}, 0) AND {WorkSql.IsHeld})
        FROM work_items w
        {WorkSql.JoinGenerations}
        {WorkSql.JoinLeases}
        WHERE w.plan = ?1
        """;

    // Completed, failed, and what a broken parse keeps from being reached.
    private const string Transforms = $"""
        SELECT count(*) FILTER (WHERE t.success = 1 OR t.code IS NULL), count(*) FILTER (WHERE t.success = 0 AND t.code IS NOT NULL), 0
        FROM work_items w
        {WorkSql.JoinGenerations}
        CROSS JOIN transforms t ON t.gen = g.gen AND t.parse = ?3
        WHERE w.plan = ?1
        """;

    private const string Evaluations = $"""
        SELECT count(*) FILTER (WHERE e.code IS NULL OR e.code = 1), count(*) FILTER (WHERE e.code > 1 AND e.code IS NOT x.id), count(*) FILTER (WHERE e.code = x.id)
        FROM (SELECT max(id) AS id FROM codes WHERE code = 'extractor_failed') x
        CROSS JOIN work_items w
        {WorkSql.JoinGenerations}
        CROSS JOIN evaluations e ON e.gen = g.gen AND e.item = w.item AND e.parse = ?3 AND e.metric = ?4
        WHERE w.plan = ?1
        """;

    private readonly Dictionary<long, StageCounts> plans = [];

    /// <summary>Counts a run's work.</summary>
    public IReadOnlyList<StageCounts> Count(IReadOnlyList<WorkSelection> work)
    {
        var counts = new StageCounts[] { None(WorkStage.Generation), None(WorkStage.Transform), None(WorkStage.Evaluation) };
        foreach (var selection in work)
        {
            cancellationToken.ThrowIfCancellationRequested();
            counts[(int)selection.Stage] = Sum(counts[(int)selection.Stage], selection.Stage == WorkStage.Generation ? CountGenerations(selection) : CountColumn(selection));
        }

        return counts;
    }

    private StageCounts CountGenerations(WorkSelection plan)
    {
        var (total, completed, failed, running) = Run(Generations, plan);
        return plans[plan.Plan] = new StageCounts(WorkStage.Generation, total, total - completed - failed - running, running, completed, failed, 0);
    }

    /// <summary>What a failed generation makes unreachable is skipped, and what is neither done nor skipped waits.</summary>
    private StageCounts CountColumn(WorkSelection column)
    {
        var generations = plans[column.Plan];
        var (completed, failed, unreachable, _) = generations.Completed == 0 ? default : Run(column.Stage == WorkStage.Transform ? Transforms : Evaluations, column);
        var skipped = generations.Failed + unreachable;
        return new StageCounts(column.Stage, generations.Total, generations.Total - completed - failed - skipped, 0, completed, failed, skipped);
    }

    private (long First, long Second, long Third, long Fourth) Run(string sql, WorkSelection selection)
    {
        var statement = database.PrepareOnce(sql);
        try
        {
            statement.Bind(1, selection.Plan);
            if (selection.Stage == WorkStage.Generation)
                statement.Bind(2, now.ToUnixTimeMilliseconds());
            else
                statement.Bind(3, selection.Parse);
            if (selection.Stage == WorkStage.Evaluation)
                statement.Bind(4, selection.Metric);
            statement.Step();
            return (statement.Long(0), statement.Long(1), statement.Long(2), selection.Stage == WorkStage.Generation ? statement.Long(3) : 0);
        }
        finally
        {
            statement.Close();
        }
    }

    private static StageCounts None(WorkStage stage) => new(stage, 0, 0, 0, 0, 0, 0);

    private static StageCounts Sum(StageCounts one, StageCounts other) => new(
        one.Stage,
        one.Total + other.Total,
        one.Pending + other.Pending,
        one.Running + other.Running,
        one.Completed + other.Completed,
        one.Failed + other.Failed,
        one.Skipped + other.Skipped);
}
