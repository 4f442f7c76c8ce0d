using Assay.Storage.Manifests;

namespace Assay.Storage.Sqlite;

/// <summary>Adds counts of work up, whatever store counted it: per plan its generations, and beside them some of its columns at a time.</summary>
internal sealed class WorkTally
{
    // SQLite joins up to 64 tables at once, and a score takes two.
    private const int ColumnsAtOnce = 24;
    private readonly StageCounts[] counts = [None(WorkStage.Generation), None(WorkStage.Transform), None(WorkStage.Evaluation)];

    /// <summary>One answer per stage, in the stages' order.</summary>
    public IReadOnlyList<StageCounts> Counts => counts;

    /// <summary>What is to be counted together.</summary>
    public static IEnumerable<(WorkSelection Plan, WorkSelection[] Columns, bool IsFirst)> Parts(IReadOnlyList<WorkSelection> work)
    {
        var columns = work.Where(static one => one.Stage != WorkStage.Generation).ToLookup(static one => one.Plan);
        foreach (var plan in work.Where(static one => one.Stage == WorkStage.Generation))
        {
            var isFirst = true;
            foreach (var chunk in Chunks([.. columns[plan.Plan]]))
            {
                yield return (plan, chunk, isFirst);
                isFirst = false;
            }
        }
    }

    /// <summary>Adds a part.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="isFirst">Whether the plan's generations count, which each of its parts tells.</param>
    /// <param name="found">All, completed, failed and held generations; then of each column what completed, failed and was not reached.</param>
    public void Add(WorkSelection plan, WorkSelection[] columns, bool isFirst, long[] found)
    {
        var total = plan.IsPlanned ? found[0] : plan.Candidates;
        var generations = new StageCounts(WorkStage.Generation, total, total - found[1] - found[2] - found[3], found[3], found[1], found[2], 0);
        if (isFirst)
            Add(generations);
        for (var i = 0; i < columns.Length; i++)
            Add(ColumnOf(generations, columns[i].Stage, found.AsSpan(4 + (3 * i), 3)));
    }

    /// <summary>What a failed generation or a broken parse keeps from being reached is skipped, and what is neither done nor skipped waits.</summary>
    private static StageCounts ColumnOf(StageCounts generations, WorkStage stage, ReadOnlySpan<long> found)
    {
        var (completed, failed, skipped) = (found[0], found[1], generations.Failed + found[2]);
        return new StageCounts(stage, generations.Total, generations.Total - completed - failed - skipped, 0, completed, failed, skipped);
    }

    private static IEnumerable<WorkSelection[]> Chunks(WorkSelection[] columns) => columns.Length == 0 ? [[]] : columns.Chunk(ColumnsAtOnce);

    private static StageCounts None(WorkStage stage) => new(stage, 0, 0, 0, 0, 0, 0);

    private void Add(StageCounts more)
    {
        var one = counts[(int)more.Stage];
        counts[(int)more.Stage] = new StageCounts(
            one.Stage,
            one.Total + more.Total,
            one.Pending + more.Pending,
            one.Running + more.Running,
            one.Completed + more.Completed,
            one.Failed + more.Failed,
            one.Skipped + more.Skipped);
    }
}
