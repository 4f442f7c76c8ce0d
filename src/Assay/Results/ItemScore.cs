using Assay.Specs;

namespace Assay.Results;

/// <summary>One metric's scores of one item, or of the whole slice: what a snapshot keeps as one line.</summary>
/// <param name="Slice">The slice's id.</param>
/// <param name="ItemId">The item's id; empty for a score of the whole slice.</param>
/// <param name="Model">The model's id.</param>
/// <param name="Prompt">The prompt variant's id; empty where the task has none.</param>
/// <param name="Params">The set of params as short JSON; empty where the experiment has one set only.</param>
/// <param name="Score">The metric's name within the benchmark, see <see cref="ScoreSpec.NameOf"/>.</param>
/// <param name="Samples">One entry per candidate, in sample order; at least one.</param>
public sealed record ItemScore(
    string Slice,
    string ItemId,
    string Model,
    string Prompt,
    string Params,
    string Score,
    ValueList<SampleScore> Samples)
{
    /// <summary>Whether it is a score of the whole slice, which belongs to no item.</summary>
    public bool IsOfSlice => ItemId.Length == 0;
}
