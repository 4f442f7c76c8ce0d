using System.Runtime.CompilerServices;

namespace Assay.Datasets;

/// <summary>Splits a file with one JSON object a line.</summary>
internal sealed class JsonlReader : IRecordReader
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<RawRecord> ReadAsync(DataFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = file.Open();
        var lines = new LineReader(stream);
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            file.RequireUtf8(lines.Current.Span, lines.Line);
            if (!IsBlank(lines.Current.Span))
                yield return new RawRecord(lines.Current, lines.Line, 1);
        }
    }

    /// <summary>Whether bytes hold white space alone.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept(" \t\r\n"u8);
}
