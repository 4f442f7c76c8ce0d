using System.Buffers;
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

    private readonly ArrayBufferWriter<byte> buffer = new(512);
    private readonly Utf8JsonWriter writer;

    // Those of the object that is being written, above those of the objects around it.
    private readonly List<Member> members = [];

    public CanonicalCopier() => writer = new Utf8JsonWriter(buffer, CanonicalJson.Options);

    /// <summary>The canonical bytes of a well-formed value.</summary>
    public byte[] Copy(ReadOnlySpan<byte> json)
    {
        buffer.ResetWrittenCount();
        writer.Reset();
        members.Clear();
        CopyValue(json);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public void Dispose() => writer.Dispose();

    private void CopyValue(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                CopyObject(ref reader, json);
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    CopyValue(ValueOf(ref reader, json));
                writer.WriteEndArray();
                break;
            case JsonTokenType.String when reader.ValueIsEscaped:
                writer.WriteStringValue(reader.GetString());
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(reader.ValueSpan);
                break;
            case JsonTokenType.Number:
                CopyNumber(ref reader);
                break;
            case JsonTokenType.Null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteBooleanValue(reader.TokenType == JsonTokenType.True);
                break;
        }
    }

    private void CopyObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var from = members.Count;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = new Range((int)reader.TokenStartIndex + 1, (int)reader.TokenStartIndex + 1 + reader.ValueSpan.Length);
            var text = reader.ValueIsEscaped || !Ascii.IsValid(reader.ValueSpan) ? reader.GetString() : null;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            members.Add(new Member(members.Count, name, text, new Range(start, (int)reader.BytesConsumed)));
        }

        var to = members.Count;
        Sort(json, from);
        writer.WriteStartObject();
        for (var i = from; i < to; i++)
        {
            var member = members[i];

            // A repeated key keeps its last value.
            if (i + 1 < to && Compare(json, member, members[i + 1]) == 0)
                continue;
            if (member.Text is null)
                writer.WritePropertyName(json[member.Name]);
            else
                writer.WritePropertyName(member.Text);
            CopyValue(json[member.Value]);
        }

        writer.WriteEndObject();
        members.RemoveRange(from, to - from);
    }

    private static ReadOnlySpan<byte> ValueOf(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
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
    /// <param name="Value">Its value.</param>
    private readonly record struct Member(int Index, Range Name, string? Text, Range Value);
}
