using Assay.Contracts;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>A prompt variant, ready to render.</summary>
/// <param name="Spec">The variant's spec; null where the task has no prompts.</param>
/// <param name="Render">Renders it for an item.</param>
internal sealed record PlannedPrompt(PromptSpec? Spec, Func<Item, Prompt> Render)
{
    /// <summary>The identity of its examples' items; null where it has none.</summary>
    public Hash128? Examples { get; init; }
}
