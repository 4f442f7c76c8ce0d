using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Assay.Extractors;

/// <summary>Finds JSON in texts.</summary>
internal static partial class EmbeddedJson
{
    private const int Deepest = 256;

    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = Deepest };

    private static readonly SearchValues<byte> Openers = SearchValues.Create("{["u8);

    /// <summary>
    /// The text as one JSON value; else the first fenced block that is one; else the first object or array anywhere in it;
    /// null when there is none. The bare words <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, which are no JSON but are
    /// written by some, become texts of these names, as System.Text.Json reads them on request.
    /// </summary>
    public static JsonElement? Find(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.Trim().TrimStart('\uFEFF'));
        if (Whole(bytes) is { } whole)
            return whole;
        foreach (Match fence in Fence().Matches(text))
            if (Whole(Encoding.UTF8.GetBytes(fence.Groups[1].Value)) is { } fenced)
                return fenced;
        return First(bytes);
    }

    /// <summary>The text as one JSON value and nothing besides, read as strictly as the standard asks; null when it is none.</summary>
    public static JsonElement? Strict(string text) => Parse(Encoding.UTF8.GetBytes(text), whole: true);

    private static JsonElement? Whole(byte[] bytes) => Parse(bytes, NamedNumbers.AreIn(bytes), whole: true);

    private static JsonElement? First(byte[] bytes)
    {
        var named = NamedNumbers.AreIn(bytes);
        for (var start = 0; start < bytes.Length; start++)
        {
            var step = bytes.AsSpan(start).IndexOfAny(Openers);
            if (step < 0)
                return null;
            start += step;
            if (MayBegin(bytes.AsSpan(start)) && Parse(bytes.AsSpan(start), named, whole: false) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>Whether an opening bracket is followed by what may follow it in JSON: most brackets of prose and LaTeX are not.</summary>
    private static bool MayBegin(ReadOnlySpan<byte> bytes)
    {
        var next = bytes[1..].TrimStart(" \t\r\n"u8);
        return next.Length > 0 && (bytes[0] == '{' ? "\"}"u8 : "{[]\"-0123456789tfnNI"u8).Contains(next[0]);
    }

    private static JsonElement? Parse(ReadOnlySpan<byte> bytes, bool named, bool whole) =>
        Parse(bytes, whole) ?? (named && NamedNumbers.Quote(bytes, Deepest, whole) is { } quoted ? Parse(quoted, whole) : null);

    private static JsonElement? Parse(ReadOnlySpan<byte> bytes, bool whole)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, Options);
            if (!JsonDocument.TryParseValue(ref reader, out var document))
                return null;
            using (document)
                return whole && reader.Read() ? null : document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"```(?:json)?(.*?)```", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Fence();
}
