using Assay.Identity;

namespace Assay.Storage;

/// <summary>Keeps bytes by their content: equal bytes are kept once, whoever put them. Safe for concurrent use.</summary>
public interface IBlobStore
{
    /// <summary>The most bytes that one blob can have: one thousand million.</summary>
    const int LargestBlob = 1_000_000_000;

    /// <summary>Keeps bytes; they are committed when this ends.</summary>
    /// <returns>The digest of the bytes, by which they are found.</returns>
    /// <exception cref="Errors.StoreException">They are more than <see cref="LargestBlob"/>, or the store cannot be written.</exception>
    ValueTask<Hash128> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Keeps what a stream holds from where it stands to its end. It passes through temporary files in the store's folder where it is large, so that it is never in memory as a whole.</summary>
    /// <returns>The digest of the bytes, by which they are found.</returns>
    /// <exception cref="Errors.StoreException">They are more than <see cref="LargestBlob"/>, or the store cannot be written.</exception>
    ValueTask<Hash128> PutAsync(Stream content, CancellationToken cancellationToken);

    /// <summary>Whether bytes of this digest are kept.</summary>
    ValueTask<bool> ExistsAsync(Hash128 hash, CancellationToken cancellationToken);

    /// <summary>Reads bytes, checked against their digest.</summary>
    /// <returns>Null when there are none of this digest.</returns>
    /// <exception cref="Errors.StoreException">They are damaged.</exception>
    ValueTask<byte[]?> GetAsync(Hash128 hash, CancellationToken cancellationToken);

    /// <summary>Reads bytes bit by bit, without the whole in memory and without checking their digest.</summary>
    /// <returns>A stream to read once, forward, which the caller disposes; null when there are none of this digest.</returns>
    ValueTask<Stream?> OpenReadAsync(Hash128 hash, CancellationToken cancellationToken);
}
