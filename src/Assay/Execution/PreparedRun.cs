using Assay.Identity;
using Assay.Planning;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>A run that is planned and known to the store, and has not begun.</summary>
/// <param name="RunId">The digest of everything that decides what is run: the same spec and data give the same id.</param>
/// <param name="Source">The experiment.</param>
/// <param name="Tasks">Its tasks, in order.</param>
/// <param name="Store">Where results are kept.</param>
internal sealed record PreparedRun(Hash128 RunId, PlanSource Source, IReadOnlyList<PreparedTask> Tasks, IRunStore Store)
{
    /// <summary>Plans every task and finds its rows.</summary>
    /// <param name="store">Where results are kept.</param>
    /// <param name="source">The experiment.</param>
    /// <param name="stages">The stages that must be possible.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    /// <exception cref="Errors.AssayException">The spec or the data is at fault.</exception>
    public static async Task<PreparedRun> PrepareAsync(IRunStore store, PlanSource source, RunStages stages, CancellationToken cancellationToken)
    {
        var slices = await new RunPlanner(source, stages).PlanAsync(cancellationToken);
        var tasks = new List<PreparedTask>(slices.Count);
        foreach (var slice in slices)
            tasks.Add(new PreparedTask(slice, await PlanBinding.BindAsync(store, slice, cancellationToken)));
        return new PreparedRun(IdOf(slices), source, tasks, store);
    }

    private static Hash128 IdOf(IReadOnlyList<PlannedSlice> slices)
    {
        var digest = new Digest("run/1", stackalloc byte[1024]);
        digest.Add(slices.Count);
        foreach (var slice in slices)
        {
            digest.Add(slice.Key);
            digest.Add(slice.Parses.Count);
            foreach (var parse in slice.Parses)
                digest.Add(parse.Identity);
            digest.Add(slice.Scores.Count);
            foreach (var score in slice.Scores)
            {
                digest.Add(score.ParseIndex);
                digest.Add(score.Identity);
            }

            foreach (var score in slice.SliceScores)
            {
                digest.Add("slice-score/1");
                digest.Add(score.ParseIndex);
                digest.Add(SpecDigest.Of(score.Metric));
            }
        }

        return digest.Finish();
    }
}
