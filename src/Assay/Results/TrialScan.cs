using System.Runtime.CompilerServices;
using Assay.Storage;

namespace Assay.Results;

/// <summary>Reads a task's trials from the store, all of them, in the order of the plan and without payloads.</summary>
internal static class TrialScan
{
    /// <summary>Streams a task's trials; those of which nothing is stored among them. The same row is given for each.</summary>
    public static async IAsyncEnumerable<TrialRow> ReadAsync(IRunStore store, TaskScope task, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (count, samples) = (task.Slice.Count, task.Slice.Samples);
        var row = new TrialRow(task);
        row.Begin(0);
        await foreach (var stored in store.ReadCandidatesAsync(task.PlanId, task.Overlays, cancellationToken))
        {
            while (stored.Ordinal >= row.First + samples)
            {
                yield return row;
                row.Begin(row.First + samples);
            }

            row.Set(stored);
        }

        while (row.First < count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
            row.Begin(row.First + samples);
        }
    }
}
