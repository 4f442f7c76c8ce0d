namespace Assay.Storage;

/// <summary>Reads the log of events, which everything else in a store is made from. Safe for concurrent use.</summary>
public interface IEventRepository
{
    /// <summary>Streams the events of a run in the order in which they were written. Only those it wrote itself: what it found stored belongs to the run that made it.</summary>
    /// <param name="runId">The run's row.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    IAsyncEnumerable<StoredEvent> ReadRunAsync(long runId, CancellationToken cancellationToken);

    /// <summary>
    /// Streams what happened to a generation, over all runs, in the order in which it was written: its tries, attempts and
    /// turns, its parses and metrics with their details, its links. A parse or metric that only repeated a final finding is left out.
    /// </summary>
    /// <param name="generationId">The generation's row.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    IAsyncEnumerable<StoredEvent> ReadGenerationAsync(long generationId, CancellationToken cancellationToken);
}
