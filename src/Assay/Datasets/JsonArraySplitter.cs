using System.Text;
using System.Text.Json;
using Assay.Errors;

namespace Assay.Datasets;

/// <summary>Finds the elements of a JSON array in a growing buffer and keeps count of lines.</summary>
/// <param name="file">The file, for problems.</param>
internal sealed class JsonArraySplitter(DataFile file)
{
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private int line = 1;
    private int column = 1;
    private bool begun;
    private bool opened;
    private bool final;
    private JsonReaderState state;

    /// <summary>Where the next bytes go; not empty.</summary>
    public Memory<byte> Room()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        return buffer.AsMemory(end);
    }

    /// <summary>Says how many bytes came; none means the end of the file.</summary>
    public void Filled(int count)
    {
        end += count;
        final = count == 0;
    }

    /// <summary>Takes the next element.</summary>
    /// <exception cref="DatasetException">The text is not an array of objects.</exception>
    public JsonArrayStep Next(out RawRecord record)
    {
        record = default;
        if (!begun && !Begin())
            return JsonArrayStep.NeedsMore;
        if (final && !opened && JsonlReader.IsBlank(buffer.AsSpan(start, end - start)))
            return JsonArrayStep.Ended;
        try
        {
            return Step(out record);
        }
        catch (JsonException exception)
        {
            file.RequireUtf8(buffer.AsSpan(start, end - start), line);
            var atEnd = final && exception.LineNumber is { } number && exception.BytePositionInLine is { } position && IsAtEnd(number, position);
            var message = atEnd ? "The array ends too early; the file seems to be cut off. Write it whole." : JsonProblems.Describe(exception);
            throw file.Place.Error(ErrorCode.DatasetMalformed, message, (int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1, exception);
        }
    }

    private bool Begin()
    {
        if (end < 3 && !final)
            return false;
        start = buffer.AsSpan(0, end).StartsWith("\uFEFF"u8) ? 3 : 0;
        return begun = true;
    }

    private JsonArrayStep Step(out RawRecord record)
    {
        record = default;
        var bytes = buffer.AsSpan(start, end - start);
        var reader = new Utf8JsonReader(bytes, final, state);
        if (!reader.Read())
            return final ? JsonArrayStep.Ended : JsonArrayStep.NeedsMore;
        if (!opened)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
                throw Misplaced(bytes, (int)reader.TokenStartIndex, "The file is not a JSON array; put its objects between [ and ], or read one object a line with Dataset.Jsonl.");
            opened = true;
            Consume(bytes, ref reader);
            return Step(out record);
        }

        if (reader.TokenType == JsonTokenType.EndArray)
        {
            Consume(bytes, ref reader);
            return Step(out record);
        }

        var at = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Misplaced(bytes, at, "The element is not a JSON object; write it as one, with named fields.");
        if (!reader.TrySkip())
            return JsonArrayStep.NeedsMore;

        Advance(bytes[..at]);
        var length = (int)reader.BytesConsumed - at;
        record = new RawRecord(buffer.AsMemory(start + at, length), line, column);
        file.RequireUtf8(record.Json.Span, line);
        Advance(bytes.Slice(at, length));
        start += at + length;
        state = reader.CurrentState;
        return JsonArrayStep.Record;
    }

    private void Consume(ReadOnlySpan<byte> bytes, ref Utf8JsonReader reader)
    {
        Advance(bytes[..(int)reader.BytesConsumed]);
        start += (int)reader.BytesConsumed;
        state = reader.CurrentState;
    }

    private DatasetException Misplaced(ReadOnlySpan<byte> bytes, int at, string message)
    {
        Advance(bytes[..at]);
        return file.Place.Error(ErrorCode.DatasetMalformed, message, line, column);
    }

    private void Advance(ReadOnlySpan<byte> bytes)
    {
        line += bytes.Count((byte)'\n');
        var last = bytes.LastIndexOf((byte)'\n');
        var tail = Encoding.UTF8.GetCharCount(bytes[(last + 1)..]);
        column = last < 0 ? column + tail : tail + 1;
    }

    private bool IsAtEnd(long number, long position)
    {
        var bytes = buffer.AsSpan(start, end - start);
        var lines = line - 1 + bytes.Count((byte)'\n');
        var last = bytes.LastIndexOf((byte)'\n');
        return number == lines && (last < 0 || position >= bytes.Length - last - 1);
    }
}
