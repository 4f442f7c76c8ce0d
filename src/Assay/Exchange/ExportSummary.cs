using Assay.Identity;

namespace Assay.Exchange;

/// <summary>What was written into a bundle.</summary>
/// <param name="RunId">The run that it belongs to.</param>
/// <param name="Lines">How many lines follow the header: generations or outputs, each once.</param>
/// <param name="Candidates">How many candidates wait for them; candidates that ask the same thing share a line.</param>
public sealed record ExportSummary(Hash128 RunId, long Lines, long Candidates)
{
    /// <summary>
    /// How many pending generations were left out because nobody can be asked: their item cannot be read, their prompt cannot be
    /// rendered, or a hook before inference fails. A run records why.
    /// </summary>
    public long Unaskable { get; init; }

    /// <summary>How many generations were left out because a worker or a job holds them.</summary>
    public long Held { get; init; }

    /// <summary>
    /// How many pending scores were left out because there is nothing to score: the parse that they read finds nothing, or a hook
    /// before evaluation fails. Evaluating records that and calls no metric.
    /// </summary>
    public long Unscorable { get; init; }
}
