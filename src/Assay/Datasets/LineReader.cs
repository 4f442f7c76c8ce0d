namespace Assay.Datasets;

/// <summary>Reads a stream line by line as bytes; line ends are LF or CRLF, and a byte order mark is dropped.</summary>
/// <param name="stream">Read from its start; the caller disposes it.</param>
/// <param name="longest">How many bytes a line may have, about: some more are read before it is found too long.</param>
internal sealed class LineReader(Stream stream, int longest = int.MaxValue)
{
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private long offset;
    private bool ended;

    /// <summary>The line's bytes without its end; valid, and free to be changed, until the next read.</summary>
    public Memory<byte> Current { get; private set; }

    /// <summary>The line's number, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Where the line begins in the stream, in bytes.</summary>
    public long Offset { get; private set; }

    /// <summary>Moves to the next line; false at the end.</summary>
    /// <exception cref="InvalidDataException">The next line is too long.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var scanned = 0;
        while (true)
        {
            var newline = buffer.AsSpan(start + scanned, end - start - scanned).IndexOf((byte)'\n');
            if (newline >= 0)
                return Take(scanned + newline, 1);
            scanned = end - start;
            if (ended)
                return scanned > 0 && Take(scanned, 0);
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private bool Take(int length, int terminator)
    {
        Line++;
        Offset = offset;
        Current = buffer.AsMemory(start, length);
        if (Current.Span.EndsWith("\r"u8))
            Current = Current[..^1];
        if (Line == 1 && Current.Span.StartsWith("\uFEFF"u8))
        {
            Current = Current[3..];
            Offset += 3;
        }

        start += length + terminator;
        offset += length + terminator;
        return true;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
        {
            if (buffer.Length >= longest)
                throw new InvalidDataException($"Line {Line + 1} is too long.");
            Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, Array.MaxLength));
        }

        var count = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken).ConfigureAwait(false);
        end += count;
        ended = count == 0;
    }
}
