namespace Assay.Cli.Reading;

/// <summary>A place in a matrix that a generation answers.</summary>
/// <param name="Plan">The slice.</param>
/// <param name="Item">The item's id.</param>
/// <param name="ItemRow">The item's row.</param>
/// <param name="ItemJson">The item's content; null where contents are not kept.</param>
/// <param name="Model">The model's id.</param>
/// <param name="Prompt">The prompt variant's id; empty without prompts.</param>
/// <param name="Params">The set of params as short JSON; empty for one set.</param>
/// <param name="Sample">Its place in its trial, from 0.</param>
internal sealed record CandidatePlace(StoredPlan Plan, string Item, long ItemRow, string? ItemJson, string Model, string Prompt, string Params, int Sample)
{
    /// <summary>The place in words.</summary>
    public string Text => string.Join(" / ", new[] { Plan.Slice, Item, Model, Prompt, Params }.Where(static part => part.Length > 0)) + $" / sample {Sample}";
}
