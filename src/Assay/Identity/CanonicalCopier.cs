using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Assay.Identity;

/// <summary>
/// Writes JSON text canonically, as <see cref="CanonicalJson.Write(JsonElement)"/> writes the element it stands for, without making
/// a document of it. Used by one caller at a time.
/// </summary>
internal sealed class CanonicalCopier : IDisposable
{
    private const int FewMembers = 32;
    private const int MostPlainDigits = 18;

    private static readonly SearchValues<byte> PlainBytes = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static one => (byte)one).Where(static one => one is not ((byte)'"' or (byte)'\\'))]);

    private readonly ArrayBufferWriter<byte> buffer = new(512);
    private readonly Utf8JsonWriter writer;

    // Those of the object that is being written, above those of the objects around it.
    private readonly List<Member> members = [];

    public CanonicalCopier() => writer = new Utf8JsonWriter(buffer, CanonicalJson.Options);

    /// <summary>The canonical bytes of a well-formed value.</summary>
    public byte[] Copy(ReadOnlySpan<byte> json)
    {
        buffer.ResetWrittenCount();
        members.Clear();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        CopyValue(ref reader, json);
        return buffer.WrittenSpan.ToArray();
    }

    public void Dispose() => writer.Dispose();

    private void CopyValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                CopyObject(ref reader, json);
                break;
            case JsonTokenType.StartArray:
                CopyArray(ref reader, json);
                break;
            default:
                CopyScalar(reader.TokenType, json[(int)reader.TokenStartIndex..(int)reader.BytesConsumed]);
                break;
        }
    }

    private void CopyArray(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        Put("["u8);
        for (var isFirst = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; isFirst = false)
        {
            if (!isFirst)
                Put(","u8);
            CopyValue(ref reader, json);
        }

        Put("]"u8);
    }

    private void CopyObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var from = members.Count;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = new Range((int)reader.TokenStartIndex + 1, (int)reader.TokenStartIndex + 1 + reader.ValueSpan.Length);
            var text = reader.ValueIsEscaped || !Ascii.IsValid(reader.ValueSpan) ? reader.GetString() : null;
            reader.Read();
            var (kind, start) = (reader.TokenType, (int)reader.TokenStartIndex);
            reader.Skip();
            members.Add(new Member(members.Count, name, text, kind, new Range(start, (int)reader.BytesConsumed)));
        }

        var to = members.Count;
        Sort(json, from);
        var separator = "{"u8;
        for (var i = from; i < to; i++)
        {
            var member = members[i];

            // A repeated key keeps its last value.
            if (i + 1 < to && Compare(json, member, members[i + 1]) == 0)
                continue;
            Put(separator);
            separator = ","u8;
            if (member.Text is null && IsPlain(json[member.Name]))
                Put(json[(member.Name.Start.Value - 1)..(member.Name.End.Value + 1)]);
            else
                PutText(TextOf(json, member));
            Put(":"u8);
            CopyMember(member.Kind, json[member.Value]);
        }

        Put(from == to ? "{}"u8 : "}"u8);
        members.RemoveRange(from, to - from);
    }

    private void CopyMember(JsonTokenType kind, ReadOnlySpan<byte> json)
    {
        if (kind is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            CopyScalar(kind, json);
            return;
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        CopyValue(ref reader, json);
    }

    private void CopyScalar(JsonTokenType kind, ReadOnlySpan<byte> json)
    {
        if (kind switch { JsonTokenType.String => IsPlain(json[1..^1]), JsonTokenType.Number => IsPlainNumber(json), _ => true })
        {
            Put(json);
            return;
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        writer.Reset();
        if (kind == JsonTokenType.Number)
            CopyNumber(ref reader);
        else if (reader.ValueIsEscaped)
            writer.WriteStringValue(reader.GetString());
        else
            writer.WriteStringValue(reader.ValueSpan);
        writer.Flush();
    }

    private void Put(ReadOnlySpan<byte> bytes) => buffer.Write(bytes);

    private void PutText(string text)
    {
        writer.Reset();
        writer.WriteStringValue(text);
        writer.Flush();
    }

    /// <summary>Whether what stands between quotes is spelled as the writer would spell it: ASCII without escapes.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(PlainBytes);

    /// <summary>Whether a number is a whole one of few digits, spelled in the one way there is.</summary>
    private static bool IsPlainNumber(ReadOnlySpan<byte> number)
    {
        var digits = number[0] == (byte)'-' ? number[1..] : number;
        return digits.Length <= MostPlainDigits && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && (digits[0] != (byte)'0' || number.Length == 1);
    }

    /// <summary>Sorts the members of the innermost object by name; equal names keep their order.</summary>
    private void Sort(ReadOnlySpan<byte> json, int from)
    {
        if (members.Count - from > FewMembers)
        {
            for (var i = from; i < members.Count; i++)
                members[i] = members[i] with { Text = TextOf(json, members[i]) };
            members.Sort(from, members.Count - from, Comparer<Member>.Create(static (a, b) =>
                string.CompareOrdinal(a.Text, b.Text) is not 0 and var byName ? byName : a.Index.CompareTo(b.Index)));
            return;
        }

        for (var i = from + 1; i < members.Count; i++)
        {
            var member = members[i];
            var place = i;
            for (; place > from && Compare(json, members[place - 1], member) > 0; place--)
                members[place] = members[place - 1];
            members[place] = member;
        }
    }

    // Names order by UTF-16 code units; ASCII ones do so byte by byte.
    private static int Compare(ReadOnlySpan<byte> json, Member left, Member right) => left.Text is null && right.Text is null
        ? json[left.Name].SequenceCompareTo(json[right.Name])
        : string.CompareOrdinal(TextOf(json, left), TextOf(json, right));

    private static string TextOf(ReadOnlySpan<byte> json, Member member) => member.Text ?? Encoding.ASCII.GetString(json[member.Name]);

    private void CopyNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var whole))
            writer.WriteNumberValue(whole);
        else if (reader.TryGetUInt64(out var large))
            writer.WriteNumberValue(large);
        else if (reader.TryGetDouble(out var number) && double.IsFinite(number))
            CanonicalJson.WriteDouble(writer, number);
        else
            writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
    }

    /// <summary>A member of an object, as ranges of the text.</summary>
    /// <param name="Index">Its place among all members that are remembered.</param>
    /// <param name="Name">Its name between the quotes.</param>
    /// <param name="Text">Its name as a text; null where the bytes are as good.</param>
    /// <param name="Kind">How its value begins.</param>
    /// <param name="Value">Its value.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Member(int Index, Range Name, string? Text, JsonTokenType Kind, Range Value);
}
