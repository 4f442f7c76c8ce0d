using Assay.Storage;

namespace Assay.Cli.Reading;

/// <summary>A planned candidate with what is stored for it.</summary>
/// <param name="Plan">Its slice.</param>
/// <param name="Ordinal">Its place in the plan.</param>
/// <param name="Item">The item's id; <c>#</c> and its number while nothing is stored of the item.</param>
/// <param name="ItemRow">The item's row; 0 while nothing is stored of it.</param>
/// <param name="Model">The model's id.</param>
/// <param name="Prompt">The prompt variant's id; empty without prompts.</param>
/// <param name="Params">The set of params as short JSON; empty for one set.</param>
/// <param name="Sample">Its place in its trial, from 0.</param>
/// <param name="Generation">What is stored of its generation.</param>
internal sealed record CandidateRow(StoredPlan Plan, long Ordinal, string Item, long ItemRow, string Model, string Prompt, string Params, int Sample, StoredGeneration Generation)
{
    /// <summary>The scores by name, of those that were made.</summary>
    public IReadOnlyDictionary<string, ScoreValue> Scores { get; init; } = ScoreSet.None;
}
