using System.Buffers;

namespace Assay.Extractors;

/// <summary>The numbers that JSON has no spelling for.</summary>
internal static class NamedNumbers
{
    /// <summary>JSON text with its bare <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> put in quotes; null when it has none.</summary>
    public static byte[]? Quote(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("NaN"u8) < 0 && json.IndexOf("Infinity"u8) < 0)
            return null;
        var quoted = new ArrayBufferWriter<byte>(json.Length + 16);
        var found = false;
        var inText = false;
        for (var i = 0; i < json.Length; i++)
        {
            var length = inText ? 0 : NameAt(json[i..]);
            if (length > 0)
            {
                quoted.Write("\""u8);
                quoted.Write(json.Slice(i, length));
                quoted.Write("\""u8);
                i += length - 1;
                found = true;
                continue;
            }

            if (json[i] == '"')
                inText = !inText;
            quoted.Write(json.Slice(i, 1));
            if (inText && json[i] == '\\' && i + 1 < json.Length)
                quoted.Write(json.Slice(++i, 1));
        }

        return found ? quoted.WrittenSpan.ToArray() : null;
    }

    private static int NameAt(ReadOnlySpan<byte> json) =>
        json.StartsWith("NaN"u8) ? 3
        : json.StartsWith("Infinity"u8) ? 8
        : json.StartsWith("-Infinity"u8) ? 9
        : 0;
}
