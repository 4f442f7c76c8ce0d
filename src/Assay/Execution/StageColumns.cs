using Assay.Planning;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>
/// What a run must find stored for a candidate to be finished, as columns: its scores, then the parses that no score reads.
/// Which columns there are depends on the stages that are asked for.
/// </summary>
internal sealed class StageColumns
{
    private StageColumns(RunStages stages, IReadOnlyList<Overlay> overlays, int scores, IReadOnlyList<int> parses)
    {
        Stages = stages;
        Overlays = overlays;
        Scores = scores;
        Parses = parses;
    }

    public RunStages Stages { get; }

    /// <summary>The columns to read.</summary>
    public IReadOnlyList<Overlay> Overlays { get; }

    /// <summary>How many of them are scores: the first ones, in the order of the plan's scores.</summary>
    public int Scores { get; }

    /// <summary>The plan's parses that the other columns are about, in order.</summary>
    public IReadOnlyList<int> Parses { get; }

    /// <summary>The columns of a task.</summary>
    public static StageColumns Of(PlannedSlice slice, PlanBinding binding, RunStages stages)
    {
        var scores = stages.HasFlag(RunStages.Evaluation) ? slice.Scores.Count : 0;
        var read = slice.Scores.Take(scores).Select(static score => score.ParseIndex).ToHashSet();
        int[] parses = stages.HasFlag(RunStages.Transform) ? [.. Enumerable.Range(0, slice.Parses.Count).Where(parse => !read.Contains(parse))] : [];
        Overlay[] overlays = [.. binding.Overlays.Take(scores), .. parses.Select(parse => new Overlay(binding.ParseIds[parse], 0))];
        return new StageColumns(stages, overlays, scores, parses);
    }
}
