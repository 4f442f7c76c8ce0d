using Assay.Specs;

namespace Assay.Planning.Diffs;

/// <summary>What differs between two runs: their specs, their work, and what of the finished work the second one has no use for.</summary>
public sealed class SpecDiff
{
    /// <summary>The baseline's id.</summary>
    public required string Baseline { get; init; }

    /// <summary>The treatment's id.</summary>
    public required string Treatment { get; init; }

    /// <summary>
    /// What differs in the specs as they were written: two benchmarks, or two experiments. A benchmark and an experiment differ as
    /// a whole, in one change without values.
    /// </summary>
    public required ValueList<SpecChange> SourceChanges { get; init; }

    /// <summary>What differs in the experiments that are run, selections resolved and grids expanded.</summary>
    public required ValueList<SpecChange> ExperimentChanges { get; init; }

    /// <summary>The trials.</summary>
    public required HashChanges Trials { get; init; }

    /// <summary>The generations: one per trial and sample. Each added one that is not stored is a call of an engine.</summary>
    public required HashChanges Generations { get; init; }

    /// <summary>The transforms: one per generation and parse.</summary>
    public required HashChanges Transforms { get; init; }

    /// <summary>The evaluations: one per generation, score and item.</summary>
    public required HashChanges Evaluations { get; init; }

    /// <summary>How many completed generations of the baseline, which the store keeps, the treatment has no use for.</summary>
    public long GenerationsLeft { get; init; }

    /// <summary>How many finished evaluations of the baseline, which the store keeps, the treatment has no use for.</summary>
    public long EvaluationsLeft { get; init; }

    /// <summary>Whether finished work would be left behind. It stays in the store, and a run that asks for it again finds it.</summary>
    public bool LeavesFinishedWork => GenerationsLeft > 0 || EvaluationsLeft > 0;

    /// <summary>Whether both say the same and run the same.</summary>
    public bool IsEmpty => SourceChanges.Count == 0 && ExperimentChanges.Count == 0 && Trials.IsEmpty && Generations.IsEmpty && Transforms.IsEmpty && Evaluations.IsEmpty;

    /// <summary>The difference for people, as Markdown with line feeds; long values are cut.</summary>
    public string ToMarkdown() => SpecDiffMarkdown.Write(this);
}
