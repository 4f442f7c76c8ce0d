using Assay.Runtime;

namespace Assay.Exchange;

/// <summary>What belongs to one export or import.</summary>
public sealed record ExchangeOptions
{
    /// <summary>Told of progress a few times a second, from any thread; null for nobody.</summary>
    public IProgress<ExchangeProgress>? Progress { get; init; }

    /// <summary>Secrets, settings and labels, for hooks; none by default.</summary>
    public RuntimeContext Context { get; init; } = RuntimeContext.Empty;

    /// <summary>
    /// The job that the generations of a bundle become part of, as their provider or whoever makes them calls it; null for none. The
    /// run is planned, and until these generations end no worker is given them and no other bundle of the run holds them. The
    /// export waits for a process that makes generations in the store. Imports do not read this, and an evaluation bundle refuses it.
    /// </summary>
    public string? JobId { get; init; }

    /// <summary>What problems call a stream that is imported; null calls it <c>stream</c>. A file goes by its path.</summary>
    public string? FileName { get; init; }

    /// <summary>How candidates that are imported are written down; null goes by the name's ending: CSV for <c>.csv</c>, else JSON lines.</summary>
    public CandidateFormat? Format { get; init; }
}
