using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assay.Cli.Reports;

/// <summary>How the JSON of pages is written. It is compressed before it stands in a page, so that nothing of it can be markup.</summary>
internal static class PageJson
{
    private const int LongestText = 2_000_000;

    /// <summary>Short: nothing is escaped that JSON does not ask for.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of a document.</summary>
    public static byte[] Bytes(JsonNode node)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
            node.WriteTo(json);
        return stream.ToArray();
    }

    /// <summary>Writes a text that may be missing; one of more than two million characters is cut, and says so.</summary>
    public static void Text(Utf8JsonWriter json, string? text)
    {
        if (text is null)
            json.WriteNullValue();
        else
            json.WriteStringValue(Cut(text));
    }

    /// <summary>A text, cut where it is longer than a page holds.</summary>
    public static string Cut(string text) => text.Length <= LongestText
        ? text
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)]}\n… cut here, of {text.Length} characters");
}
