namespace Assay.Exchange;

/// <summary>One score of a candidate.</summary>
/// <param name="Place">The candidate.</param>
/// <param name="Score">Which of its task's scores, from 0.</param>
internal readonly record struct ScorePlace(Place Place, int Score);
