using System.Text;
using Assay.Storage.Manifests;

namespace Assay.Storage.Sqlite;

/// <summary>Counts work within SQLite, in one pass over each plan, so that memory does not grow with the work.</summary>
internal sealed class WorkCounter(SqliteDatabase database, DateTimeOffset now, CancellationToken cancellationToken)
{
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
        var tally = new WorkTally();
        foreach (var (plan, columns, isFirst) in WorkTally.Parts(work))
        {
            cancellationToken.ThrowIfCancellationRequested();
            tally.Add(plan, columns, isFirst, Run(plan, columns));
        }

        return tally.Counts;
    }

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
}
