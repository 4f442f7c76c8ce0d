using Assay.Identity;
using Assay.Storage.Manifests;

namespace Assay.Storage.Sqlite;

/// <summary>Reads which plans and columns a run has.</summary>
internal static class WorkPlanReader
{
    private const string Plans = """
        SELECT mp.plan, q.key, m.planned, q.candidates FROM manifests m JOIN manifest_plans mp ON mp.manifest = m.id JOIN plans q ON q.id = mp.plan
        WHERE m.run = ?1 ORDER BY mp.position
        """;

    private const string Parses = """
        SELECT c.parse, d.key, 0, NULL FROM plan_columns c JOIN definitions d ON d.id = c.parse
        WHERE c.run = ?1 AND c.plan = ?2 AND c.parse <> 0 GROUP BY c.parse ORDER BY min(c.position)
        """;

    private const string Scores = """
        SELECT c.parse, p.key, c.metric, d.key FROM plan_columns c JOIN definitions d ON d.id = c.metric LEFT JOIN definitions p ON p.id = c.parse
        WHERE c.run = ?1 AND c.plan = ?2 AND c.metric <> 0 ORDER BY c.position
        """;

    /// <summary>Everything that a run is made of: per stage, plan and column.</summary>
    public static List<WorkSelection> Read(SqliteDatabase database, Hash128 run)
    {
        var plans = new List<WorkSelection>();
        Read(database, Plans, run, null, row => plans.Add(new WorkSelection(WorkStage.Generation, row.Long(0), row.Hash(1), 0, default, 0, default) { IsPlanned = row.Long(2) != 0, Candidates = row.Long(3) }));
        var all = new List<WorkSelection>(plans);
        Add(WorkStage.Transform, Parses);
        Add(WorkStage.Evaluation, Scores);
        return all;

        void Add(WorkStage stage, string sql)
        {
            foreach (var plan in plans)
            {
                Read(database, sql, run, plan.Plan, row => all.Add(plan with
                {
                    Stage = stage,
                    Parse = row.Long(0),
                    ParseKey = row.IsNull(1) ? default : row.Hash(1),
                    Metric = row.Long(2),
                    MetricKey = row.IsNull(3) ? default : row.Hash(3),
                }));
            }
        }
    }

    private static void Read(SqliteDatabase database, string sql, Hash128 run, long? plan, Action<SqliteStatement> each)
    {
        var statement = database.PrepareOnce(sql);
        try
        {
            statement.Bind(1, run);
            if (plan is { } row)
                statement.Bind(2, row);
            while (statement.Step())
                each(statement);
        }
        finally
        {
            statement.Close();
        }
    }
}
