using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assay.Exchange;

/// <summary>Writes JSON values to a stream, one a line. Flush it before it is let go.</summary>
/// <param name="stream">Receives the lines; the caller disposes it.</param>
internal sealed class JsonLineWriter(Stream stream) : IDisposable
{
    private const int FlushAt = 64 * 1024;

    private readonly ArrayBufferWriter<byte> buffer = new(FlushAt + 4096);
    private readonly Utf8JsonWriter writer = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>Writes one value and a line feed.</summary>
    public async ValueTask WriteAsync(Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        Append(write);
        if (buffer.WrittenCount >= FlushAt)
            await FlushAsync(cancellationToken);
    }

    /// <summary>Hands everything written to the stream.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
        buffer.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();

    private void Append(Action<Utf8JsonWriter> write)
    {
        writer.Reset(buffer);
        write(writer);
        writer.Flush();
        buffer.Write("\n"u8);
    }
}
