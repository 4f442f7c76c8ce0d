namespace Assay.Storage;

/// <summary>
/// Remembers the providers' batches that are out, from before their submission until their answers are stored, so that whatever ends a
/// process, the next one takes them up and pays for none twice. Safe for concurrent use.
/// </summary>
public interface IBatchRecords
{
    /// <summary>All batches that are remembered, in any order.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Errors.AssayException">They cannot be read.</exception>
    ValueTask<IReadOnlyList<StoredBatch>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Remembers a batch; it survives the loss of power when this ends, whatever the store's durability is.</summary>
    /// <param name="name">Its name, which no other batch has.</param>
    /// <param name="json">What is to be remembered.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="Errors.AssayException">It cannot be written.</exception>
    ValueTask AddAsync(string name, string json, CancellationToken cancellationToken);

    /// <summary>Remembers something else of a batch, as lastingly as <see cref="AddAsync"/>.</summary>
    /// <returns>Whether it was remembered still; false changes nothing: another process has taken the batch up and dropped it.</returns>
    /// <exception cref="Errors.AssayException">It cannot be written.</exception>
    ValueTask<bool> ReplaceAsync(string name, string json, CancellationToken cancellationToken);

    /// <summary>Forgets a batch; one that is not remembered changes nothing.</summary>
    /// <exception cref="Errors.AssayException">It cannot be written.</exception>
    ValueTask RemoveAsync(string name, CancellationToken cancellationToken);
}
