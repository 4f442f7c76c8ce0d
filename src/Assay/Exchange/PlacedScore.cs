using Assay.Identity;

namespace Assay.Exchange;

/// <summary>A sound line of a file of scores.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Generation">The generation that was scored.</param>
/// <param name="Evaluation">The score's identity.</param>
/// <param name="Places">The candidates' scores that it is for; at least one.</param>
/// <param name="Answer">The score.</param>
internal sealed record PlacedScore(int Line, Hash128 Generation, Hash128 Evaluation, IReadOnlyList<ScorePlace> Places, EvaluationAnswer Answer);
