using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Specs;

namespace Assay;

/// <summary>Tokens with their log probabilities as JSON, as stores and recordings keep them: <c>[{"t":" B","p":-0.1,"top":{" B":-0.1}}]</c>.</summary>
internal static class LogprobJson
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes them as a text.</summary>
    public static string Write(ValueList<TokenLogprob> tokens)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
            Write(json, tokens);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes them as a value.</summary>
    public static void Write(Utf8JsonWriter json, ValueList<TokenLogprob> tokens)
    {
        json.WriteStartArray();
        foreach (var token in tokens)
        {
            json.WriteStartObject();
            json.WriteString("t", token.Token);
            json.WriteNumber("p", token.Logprob);
            if (token.Alternatives.Count > 0)
            {
                json.WriteStartObject("top");
                foreach (var (text, logprob) in token.Alternatives)
                    json.WriteNumber(text, logprob);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Reads what <see cref="Write(ValueList{TokenLogprob})"/> wrote.</summary>
    /// <exception cref="JsonException">It is no such text.</exception>
    public static ValueList<TokenLogprob> Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    /// <summary>Reads them from a value.</summary>
    public static ValueList<TokenLogprob> Read(JsonElement json) => ValueList.From(json.EnumerateArray().Select(static token => new TokenLogprob(token.GetProperty("t").GetString()!, token.GetProperty("p").GetDouble())
    {
        Alternatives = token.TryGetProperty("top", out var top) ? new(top.EnumerateObject().Select(static one => KeyValuePair.Create(one.Name, one.Value.GetDouble()))) : ValueMap<double>.Empty,
    }));
}
