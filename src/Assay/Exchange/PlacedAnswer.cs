using Assay.Identity;

namespace Assay.Exchange;

/// <summary>A sound line of a file of outputs.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Key">The generation that it answers.</param>
/// <param name="Places">The places that it is for; at least one.</param>
/// <param name="Answer">The answer.</param>
internal sealed record PlacedAnswer(int Line, Hash128 Key, IReadOnlyList<Place> Places, GenerationAnswer Answer);
