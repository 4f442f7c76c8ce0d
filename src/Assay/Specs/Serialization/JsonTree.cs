using System.Text;
using System.Text.Json;

namespace Assay.Specs.Serialization;

/// <summary>Reads JSON into a tree that knows where each value stands.</summary>
internal ref struct JsonTree
{
    private readonly LineMap lines;
    private readonly SpecProblems problems;
    private Utf8JsonReader reader;

    private JsonTree(byte[] utf8, SpecProblems problems)
    {
        lines = new LineMap(utf8);
        this.problems = problems;
        reader = new Utf8JsonReader(utf8);
    }

    /// <summary>Reads one value.</summary>
    /// <param name="utf8">The text without a byte order mark.</param>
    /// <param name="problems">Receives each repeated key.</param>
    /// <exception cref="Assay.Errors.SpecValidationException">The text is not JSON.</exception>
    public static SpecNode Parse(byte[] utf8, SpecProblems problems)
    {
        var tree = new JsonTree(utf8, problems);
        try
        {
            tree.reader.Read();
            var root = tree.ReadValue();
            tree.reader.Read();
            return root;
        }
        catch (JsonException error)
        {
            var place = tree.lines.Find((int)(error.LineNumber ?? 0), (int)(error.BytePositionInLine ?? 0));
            problems.Add(place, null, $"The file is not valid JSON: {Reason(error)}. Correct it.");
            throw problems.Failure();
        }
    }

    private static string Reason(JsonException error)
    {
        var reason = error.Message;
        foreach (var tail in (ReadOnlySpan<string>)[" LineNumber:", " Change the reader options"])
            if (reason.IndexOf(tail, StringComparison.Ordinal) is var at and >= 0)
                reason = reason[..at];
        return reason.TrimEnd('.');
    }

    private SpecNode ReadValue()
    {
        var place = lines.Find((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(new SpecNode(SpecNodeKind.Object, place));
            case JsonTokenType.StartArray:
                var array = new SpecNode(SpecNodeKind.Array, place);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    array.Items.Add(ReadValue());
                return array;
            case JsonTokenType.String:
                return new SpecNode(SpecNodeKind.Text, place, ReadText(place));
            case JsonTokenType.Number:
                return new SpecNode(SpecNodeKind.Number, place, Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True or JsonTokenType.False:
                return new SpecNode(SpecNodeKind.Bool, place, reader.TokenType == JsonTokenType.True ? "true" : "false");
            default:
                return new SpecNode(SpecNodeKind.Null, place);
        }
    }

    private SpecNode ReadObject(SpecNode node)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var place = lines.Find((int)reader.TokenStartIndex);
            var key = ReadText(place);
            reader.Read();
            var value = ReadValue();
            if (keys.Add(key))
                node.Members.Add(new SpecMember(key, place, value));
            else
                problems.Add(place, null, $"The member '{key}' is given twice; remove one of them.");
        }

        return node;
    }

    private string ReadText(TextPlace place)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            problems.Add(place, null, "The text holds an escape that is half a character; write both halves of the surrogate pair.");
            return "";
        }
    }
}
