using Assay.Identity;
using Assay.Specs;
using Assay.Statistics;

namespace Assay.Results;

/// <summary>One trial: a model asked one thing about one item, with all samples of its answer.</summary>
/// <param name="Id">Its identity, see <see cref="Planning.TrialIdentity.OfTrial"/>. Slices that ask the same thing share it.</param>
/// <param name="Candidates">One per sample, in order; at least one.</param>
public sealed record TrialResult(Hash128 Id, IReadOnlyList<CandidateResult> Candidates)
{
    /// <summary>The slice's id, or the task's in an experiment.</summary>
    public string Slice => Candidates[0].Slice;

    /// <summary>The model's id.</summary>
    public string Model => Candidates[0].Model;

    /// <summary>The prompt variant's id; empty where the task has none.</summary>
    public string Prompt => Candidates[0].Prompt;

    /// <summary>The set of params as short JSON; empty where the experiment has one set only.</summary>
    public string Params => Candidates[0].Params;

    /// <summary>The params.</summary>
    public InferenceParams Inference => Candidates[0].Inference;

    /// <summary>The item's id.</summary>
    public string ItemId => Candidates[0].ItemId;

    /// <summary>How it stands: missing while a candidate is, else failed when one failed.</summary>
    public ResultStatus Status => Candidates.Max(static candidate => candidate.Status);

    /// <summary>One score for all samples.</summary>
    /// <param name="score">The score's name.</param>
    /// <param name="reduction">How samples become one figure; as the score says when null, which is their mean where it names none.</param>
    /// <returns>Null when no sample has a value, or fewer than the reduction needs.</returns>
    /// <exception cref="KeyNotFoundException">The result has no such score.</exception>
    public double? Score(string score, SampleReduction? reduction = null)
    {
        reduction ??= Candidates[0].Task.Columns.FirstOrDefault(column => column.Name == score)?.Reduction ?? SampleReduction.Mean;
        double[] values = [.. Candidates.Select(candidate => candidate.Scores[score].Value).OfType<double>()];
        return values.Length < reduction.LeastSamples ? null : reduction.Reduce(values);
    }
}
