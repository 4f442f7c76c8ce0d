using System.Buffers;
using System.Security.Cryptography;
using Assay.Identity;
using Assay.Specs;
using ZstdSharp;

namespace Assay.Storage.Sqlite;

/// <summary>A blob that is read from a stream into files beside the store, as it is and compressed, so that it is never in memory as a whole. The files go with it.</summary>
internal sealed class SpooledBlob : IAsyncDisposable
{
    private readonly FileStream plain;
    private readonly FileStream? packed;

    private SpooledBlob(FileStream plain, FileStream? packed)
    {
        this.plain = plain;
        this.packed = packed;
    }

    /// <summary>The digest of its bytes.</summary>
    public Hash128 Hash { get; private set; }

    /// <summary>How many bytes it has.</summary>
    public long Size { get; private set; }

    /// <summary>How it is stored: <see cref="StorePayloads.Zstd"/> where that is shorter.</summary>
    public long Codec => packed is not null && packed.Length < plain.Length ? StorePayloads.Zstd : StorePayloads.Plain;

    /// <summary>What is stored, from where it stands.</summary>
    public FileStream Stored => Codec == StorePayloads.Zstd ? packed! : plain;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="beginning">What was read of it already.</param>
    /// <param name="rest">The stream.</param>
    /// <param name="directory">Where the files lie.</param>
    /// <param name="compression">Whether it is compressed too.</param>
    /// <param name="tooLarge">Makes what is thrown where there are more bytes than a blob may have.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<SpooledBlob> ReadAsync(ReadOnlyMemory<byte> beginning, Stream rest, string directory, PayloadCompression compression, Func<Exception> tooLarge, CancellationToken cancellationToken)
    {
        var blob = new SpooledBlob(NewFile(directory), compression == PayloadCompression.Zstd ? NewFile(directory) : null);
        try
        {
            await blob.FillAsync(beginning, rest, tooLarge, cancellationToken).ConfigureAwait(false);
            return blob;
        }
        catch
        {
            await blob.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Deletes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        await plain.DisposeAsync().ConfigureAwait(false);
        if (packed is not null)
            await packed.DisposeAsync().ConfigureAwait(false);
    }

    private async Task FillAsync(ReadOnlyMemory<byte> beginning, Stream rest, Func<Exception> tooLarge, CancellationToken cancellationToken)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await CopyAsync(beginning, rest, digest, tooLarge, cancellationToken).ConfigureAwait(false);
        Hash = Hash128.FromBytes(digest.GetHashAndReset());
        plain.Position = 0;
        if (packed is not null)
            packed.Position = 0;
    }

    private async Task CopyAsync(ReadOnlyMemory<byte> beginning, Stream rest, IncrementalHash digest, Func<Exception> tooLarge, CancellationToken cancellationToken)
    {
        await using var packer = packed is null ? null : new CompressionStream(packed, StorePayloadWriter.Level, leaveOpen: true);
        var part = ArrayPool<byte>.Shared.Rent(StorePayloadWriter.PartSize);
        try
        {
            for (var bytes = beginning; !bytes.IsEmpty; bytes = part.AsMemory(0, await rest.ReadAsync(part, cancellationToken).ConfigureAwait(false)))
            {
                Size += bytes.Length;
                if (Size > IBlobStore.LargestBlob)
                    throw tooLarge();
                digest.AppendData(bytes.Span);
                await WriteAsync(bytes, packer, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(part);
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CompressionStream? packer, CancellationToken cancellationToken)
    {
        try
        {
            await plain.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            if (packer is not null)
                await packer.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw StoreErrors.FromFileSystem(exception, plain.Name);
        }
    }

    private static FileStream NewFile(string directory) => new(Path.Combine(directory, $"{Guid.NewGuid():N}.spool"), new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        BufferSize = 0,
    });
}
