using Assay.Identity;

namespace Assay.Results;

/// <summary>A score that a result holds: a metric with the parse that it reads.</summary>
/// <param name="Name">What tables call it, see <see cref="Specs.ScoreSpec.NameOf"/>.</param>
/// <param name="Hash">Its identity: the parse and the metric with version and settings. <see cref="RunResult.ForEvaluation"/> takes any unique beginning of it.</param>
/// <param name="Parse">The parse that it reads; null where it reads the output itself.</param>
/// <param name="HigherIsBetter">Whether a larger value is better.</param>
public sealed record ResultScore(string Name, Hash128 Hash, ResultParse? Parse, bool HigherIsBetter);
