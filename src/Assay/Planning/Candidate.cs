using Assay.Contracts;
using Assay.Identity;

namespace Assay.Planning;

/// <summary>One planned generation with everything that its engine is given.</summary>
/// <param name="Ordinal">Its place in the plan's order, from 0.</param>
/// <param name="Cell">Its place in the matrix.</param>
/// <param name="Model">The model.</param>
/// <param name="Item">The item.</param>
/// <param name="Prompt">The rendered prompt; empty where it could not be rendered.</param>
/// <param name="Key">The generation's identity.</param>
/// <param name="RenderFailure">Why the prompt could not be rendered for this item; null when it could.</param>
internal readonly record struct Candidate(
    long Ordinal,
    Cell Cell,
    PlannedModel Model,
    Item Item,
    Prompt Prompt,
    Hash128 Key,
    Errors.AssayException? RenderFailure);
