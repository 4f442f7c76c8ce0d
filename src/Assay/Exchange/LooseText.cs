using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Assay.Exchange;

/// <summary>
/// Reads JSON strings that escape half of a surrogate pair, as a model's output cut in the middle of a character does. No
/// UTF-8 can hold such a half, so that U+FFFD takes its place, as it does in the store.
/// </summary>
internal static class LooseText
{
    /// <summary>The text of a JSON string.</summary>
    public static string Read(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Unescape(text.GetRawText().AsSpan()[1..^1])));
        }
    }

    /// <summary>Undoes the escapes of a well-formed JSON string.</summary>
    private static string Unescape(ReadOnlySpan<char> escaped)
    {
        var text = new StringBuilder(escaped.Length);
        while (escaped.IndexOf('\\') is var at and >= 0)
        {
            text.Append(escaped[..at]);
            var isUnicode = escaped[at + 1] == 'u';
            text.Append(isUnicode ? (char)ushort.Parse(escaped.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : Single(escaped[at + 1]));
            escaped = escaped[(at + (isUnicode ? 6 : 2))..];
        }

        return text.Append(escaped).ToString();
    }

    private static char Single(char letter) => letter switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => letter,
    };
}
