using Assay.Statistics;

namespace Assay.Cli.Reading;

/// <summary>A score of a slice.</summary>
/// <param name="Slice">The slice's id.</param>
/// <param name="Name">What tables call it.</param>
/// <param name="HigherIsBetter">Whether a larger value is better.</param>
/// <param name="Reduction">How samples become one figure.</param>
internal sealed record ScoreInfo(string Slice, string Name, bool HigherIsBetter, SampleReduction Reduction);
