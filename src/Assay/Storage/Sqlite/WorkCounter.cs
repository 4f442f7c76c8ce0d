using System.Text;
using Assay.Storage.Manifests;

namespace Assay.Storage.Sqlite;

/// <summary>Counts work within SQLite, in one pass over each plan, so that memory does not grow with the work.</summary>
internal sealed class WorkCounter(SqliteDatabase database, DateTimeOffset now, CancellationToken cancellationToken)
{
    // SQLite joins up to 64 tables at once, and a score takes two.
    private const int ColumnsAtOnce = 24;

    private const string Generations = $"""
        count(*), count(*) FILTER (WHERE g.state = 1), count(*) FILTER (WHERE {WorkSql.IsFailed}),
        count(*) FILTER (WHERE g.state IS NOT 1 AND {WorkSql.IsFailed} IS NOT 1 AND {WorkSql.IsHeld})
        """;

    // What completed needs no look at its lease.
    private static string From(bool isPlanned) => $"""
        FROM {WorkSql.Work(isPlanned)} w
        {WorkSql.JoinGenerations}
        LEFT JOIN work_leases l ON l.plan = CASE WHEN g.state IS NOT 1 THEN w.plan END AND l.ordinal = w.ordinal
        """;

    /// <summary>Counts a run's work.</summary>
    /// <returns>One answer per stage, in the stages' order.</returns>
    public IReadOnlyList<StageCounts> Count(IReadOnlyList<WorkSelection> work)
    {
        var counts = new StageCounts[] { None(WorkStage.Generation), None(WorkStage.Transform), None(WorkStage.Evaluation) };
        var columns = work.Where(static one => one.Stage != WorkStage.Generation).ToLookup(static one => one.Plan);
        foreach (var plan in work.Where(static one => one.Stage == WorkStage.Generation))
        {
            StageCounts? generations = null;
            foreach (var chunk in Chunks([.. columns[plan.Plan]]))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var found = Run(plan, chunk);
                found[0] = plan.IsPlanned ? found[0] : plan.Candidates;
                generations ??= new StageCounts(WorkStage.Generation, found[0], found[0] - found[1] - found[2] - found[3], found[3], found[1], found[2], 0);
                for (var i = 0; i < chunk.Length; i++)
                    Add(ColumnOf(generations, chunk[i].Stage, found.AsSpan(4 + (3 * i), 3)));
            }

            Add(generations!);
        }

        return counts;

        void Add(StageCounts more) => counts[(int)more.Stage] = Sum(counts[(int)more.Stage], more);
    }

    /// <summary>What a failed generation or a broken parse keeps from being reached is skipped, and what is neither done nor skipped waits.</summary>
    private static StageCounts ColumnOf(StageCounts generations, WorkStage stage, ReadOnlySpan<long> found)
    {
        var (completed, failed, skipped) = (found[0], found[1], generations.Failed + found[2]);
        return new StageCounts(stage, generations.Total, generations.Total - completed - failed - skipped, 0, completed, failed, skipped);
    }

    private static IEnumerable<WorkSelection[]> Chunks(WorkSelection[] columns) => columns.Length == 0 ? [[]] : columns.Chunk(ColumnsAtOnce);

    private long[] Run(WorkSelection plan, WorkSelection[] columns)
    {
        var statement = database.PrepareOnce(SqlOf(columns, plan.IsPlanned));
        try
        {
            statement.Bind(1, plan.Plan).Bind(2, now.ToUnixTimeMilliseconds()).Step();
            var found = new long[4 + (3 * columns.Length)];
            for (var i = 0; i < found.Length; i++)
                found[i] = statement.Long(i);
            return found;
        }
        finally
        {
            statement.Close();
        }
    }

    /// <summary>Counts generations, and of each column what completed, failed, and was not reached because its parse broke.</summary>
    private static string SqlOf(WorkSelection[] columns, bool isPlanned)
    {
        var counts = new StringBuilder("SELECT ").Append(Generations);
        var joins = new StringBuilder(From(isPlanned));
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            if (column.Stage == WorkStage.Transform)
            {
                counts.Append(FormattableString.Invariant($", count(*) FILTER (WHERE t{i}.success = 1 OR t{i}.success = 0 AND t{i}.code IS NULL), count(*) FILTER (WHERE t{i}.code IS NOT NULL AND {WorkSql.IsLast($"t{i}")}), 0\n"));
                joins.Append(FormattableString.Invariant($"\nLEFT JOIN transforms t{i} ON t{i}.gen = g.gen AND t{i}.parse = {column.Parse}"));
            }
            else
            {
                counts.Append(FormattableString.Invariant($", count(*) FILTER (WHERE e{i}.event IS NOT NULL AND (e{i}.code IS NULL OR e{i}.code = 1))"));
                counts.Append(FormattableString.Invariant($", count(*) FILTER (WHERE e{i}.code > 1 AND t{i}.code IS NULL AND {WorkSql.IsLast($"e{i}")}), count(*) FILTER (WHERE e{i}.code > 1 AND t{i}.code IS NOT NULL AND {WorkSql.IsLast($"t{i}")})\n"));
                joins.Append(FormattableString.Invariant($"\nLEFT JOIN evaluations e{i} ON e{i}.gen = g.gen AND e{i}.item = w.item AND e{i}.parse = {column.Parse} AND e{i}.metric = {column.Metric}"));
                joins.Append(FormattableString.Invariant($"\nLEFT JOIN transforms t{i} ON t{i}.gen = CASE WHEN e{i}.code > 1 THEN g.gen END AND t{i}.parse = {column.Parse}"));
            }
        }

        return counts.Append('\n').Append(joins).Append("\nWHERE w.plan = ?1").ToString();
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
