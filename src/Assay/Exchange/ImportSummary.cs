using Assay.Identity;

namespace Assay.Exchange;

/// <summary>What an import did. Every line is counted once: imported, failed or already there.</summary>
/// <param name="RunId">The run that the results belong to.</param>
/// <param name="Imported">How many outputs or values were recorded.</param>
/// <param name="Failed">How many errors were recorded; a run tries these candidates again.</param>
/// <param name="AlreadyThere">How many results were stored before; they stay as they are.</param>
public sealed record ImportSummary(Hash128 RunId, long Imported, long Failed, long AlreadyThere)
{
    /// <summary>How many lines the file has besides its header.</summary>
    public long Lines => Imported + Failed + AlreadyThere;

    /// <summary>How many of those already there say something else than the file does; what is stored stays.</summary>
    public long Differing { get; init; }
}
