using Assay.Identity;

namespace Assay.Storage.Sqlite;

/// <summary>The identity of a piece of work within its run, the same in every store.</summary>
internal static class WorkIdentity
{
    /// <summary>Of a place in a plan, a stage, a parse and a metric.</summary>
    public static Hash128 Of(WorkSelection selection, long ordinal)
    {
        var digest = new Digest("work/1", stackalloc byte[128]);
        digest.Add(selection.PlanKey);
        digest.Add(ordinal);
        digest.Add((long)selection.Stage);
        digest.Add(selection.ParseKey);
        digest.Add(selection.MetricKey);
        return digest.Finish();
    }
}
