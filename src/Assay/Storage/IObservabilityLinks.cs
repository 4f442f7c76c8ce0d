namespace Assay.Storage;

/// <summary>Where generations and runs can be seen elsewhere. Safe for concurrent use.</summary>
public interface IObservabilityLinks
{
    /// <summary>Adds a link to a generation; one that it has already is not added again.</summary>
    /// <param name="runId">The run that says so.</param>
    /// <param name="generationId">The generation's row.</param>
    /// <param name="link">The link.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="Errors.StoreException">There is no such run or generation, or the store cannot be written.</exception>
    ValueTask AddToGenerationAsync(long runId, long generationId, LinkRecord link, CancellationToken cancellationToken);

    /// <summary>Adds a link to a run; one that it has already is not added again.</summary>
    /// <exception cref="Errors.StoreException">There is no such run, or the store cannot be written.</exception>
    ValueTask AddToRunAsync(long runId, LinkRecord link, CancellationToken cancellationToken);

    /// <summary>The links of a generation, in the order in which they were added.</summary>
    ValueTask<IReadOnlyList<LinkRecord>> ReadGenerationAsync(long generationId, CancellationToken cancellationToken);

    /// <summary>The links of a run itself, without those of its generations, in the order in which they were added.</summary>
    ValueTask<IReadOnlyList<LinkRecord>> ReadRunAsync(long runId, CancellationToken cancellationToken);
}
