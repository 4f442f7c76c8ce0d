using Assay.Errors;

namespace Assay.Contracts;

/// <summary>
/// A provider's interface of batches: many requests go out as one file and are answered within a day or so, for less. What is asked and what
/// comes back is the same as with <see cref="IEngine.GenerateAsync"/>, so that either answers for the other. Called by one flow at a time for each batch.
/// </summary>
public interface IBatchEndpoint
{
    /// <summary>How many requests one batch of the provider holds at most.</summary>
    int MostItems { get; }

    /// <summary>How many bytes the file of one batch of the provider holds at most.</summary>
    long MostBytes { get; }

    /// <summary>Whether a request can be part of a batch: one without tools and later turns, say. Any other is asked directly.</summary>
    bool Takes(EngineRequest request);

    /// <summary>Writes a request as a line of a batch's file, without the end of the line. Sends nothing.</summary>
    /// <param name="id">What the line's answer is told apart by.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EngineException">The request cannot be asked, as in a direct call.</exception>
    ValueTask<ReadOnlyMemory<byte>> WriteAsync(string id, EngineRequest request, CancellationToken cancellationToken);

    /// <summary>Uploads a batch's file. Costs nothing: what is uploaded and never submitted is only left over.</summary>
    /// <param name="name">The batch's name.</param>
    /// <param name="lines">The file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The provider's id of the file.</returns>
    /// <exception cref="EngineException">The provider refused it or was not reached.</exception>
    ValueTask<string> UploadAsync(string name, Stream lines, CancellationToken cancellationToken);

    /// <summary>Submits a batch, which costs money from here on.</summary>
    /// <param name="name">Its name, by which <see cref="FindAsync"/> finds it.</param>
    /// <param name="file">The provider's id of its file.</param>
    /// <param name="cancellationToken">Stops the wait; the provider may have taken it.</param>
    /// <returns>The provider's id of the batch.</returns>
    /// <exception cref="EngineException">The provider refused it, or was not reached or broke off and may have taken it.</exception>
    ValueTask<string> SubmitAsync(string name, string file, CancellationToken cancellationToken);

    /// <summary>Finds a batch by the name under which it was submitted.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>The provider's id of the batch; null where there is none.</returns>
    /// <exception cref="EngineException">The provider was not reached or refused.</exception>
    ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Asks how a batch stands.</summary>
    /// <param name="batch">The provider's id of the batch.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <exception cref="EngineException">The provider was not reached or refused.</exception>
    ValueTask<BatchStatus> GetStatusAsync(string batch, CancellationToken cancellationToken);

    /// <summary>Reads the answers of a batch that has ended, in any order. A line that cannot be read is left out.</summary>
    /// <param name="batch">The provider's id of the batch.</param>
    /// <param name="requestOf">The request of a line, without its prompt and item; null for a line that nobody asked, or that is answered already.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EngineException">The provider was not reached or refused.</exception>
    IAsyncEnumerable<BatchAnswer> ReadAsync(string batch, Func<string, EngineRequest?> requestOf, CancellationToken cancellationToken);
}
