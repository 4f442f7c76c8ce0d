using Assay.Identity;
using Assay.Storage;

namespace Assay.Results;

/// <summary>Finds trials and candidates by the beginning of their identities, which are computed from the plan one after the other.</summary>
internal static class TrialSearch
{
    /// <summary>The first candidate of the trial that a prefix names.</summary>
    public static (TaskScope Task, long Ordinal) FindTrial(IReadOnlyList<TaskScope> tasks, HashPrefix prefix, CancellationToken cancellationToken) =>
        Find(tasks, prefix, false, cancellationToken) ?? throw prefix.Unknown("trial", "list the trials to see their hashes");

    /// <summary>The candidate that a prefix names.</summary>
    public static (TaskScope Task, long Ordinal) FindCandidate(IReadOnlyList<TaskScope> tasks, HashPrefix prefix, CancellationToken cancellationToken) =>
        Find(tasks, prefix, true, cancellationToken) ?? throw prefix.Unknown("candidate", "list the candidates to see their hashes");

    /// <summary>What is stored for the trial of one candidate.</summary>
    public static async ValueTask<TrialRow> ReadAsync(IRunStore store, (TaskScope Task, long Ordinal) place, CancellationToken cancellationToken)
    {
        var first = place.Ordinal - (place.Ordinal % place.Task.Slice.Samples);
        await foreach (var row in TrialScan.ReadAsync(store, place.Task, cancellationToken))
        {
            if (row.First == first)
                return row;
        }

        throw new InvalidOperationException("The plan has no such trial.");
    }

    private static (TaskScope Task, long Ordinal)? Find(IReadOnlyList<TaskScope> tasks, HashPrefix prefix, bool candidates, CancellationToken cancellationToken)
    {
        (Hash128 Hash, TaskScope Task, long Ordinal)? first = null;
        foreach (var one in Identities(tasks, candidates))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!prefix.Matches(one.Hash))
                continue;
            if (first is { } known && known.Hash != one.Hash)
                throw prefix.Ambiguous(candidates ? "candidates" : "trials", known.Hash, one.Hash);
            first ??= one;
            if (prefix.IsWhole)
                break;
        }

        return first is { } found ? (found.Task, found.Ordinal) : null;
    }

    private static IEnumerable<(Hash128 Hash, TaskScope Task, long Ordinal)> Identities(IReadOnlyList<TaskScope> tasks, bool candidates)
    {
        foreach (var task in tasks)
        {
            var samples = task.Slice.Samples;
            var ids = new Hash128[candidates ? samples : 0];
            for (long first = 0; first < task.Slice.Count; first += samples)
            {
                var trial = task.Slice.TrialIdOf(task.Slice.CellOf(first), ids);
                if (!candidates)
                    yield return (trial, task, first);
                for (var sample = 0; sample < ids.Length; sample++)
                    yield return (ids[sample], task, first + sample);
            }
        }
    }
}
