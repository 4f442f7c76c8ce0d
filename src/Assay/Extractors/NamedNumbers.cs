using System.Buffers;

namespace Assay.Extractors;

/// <summary>The numbers that JSON has no spelling for.</summary>
internal static class NamedNumbers
{
    /// <summary>Whether bytes hold one of their names anywhere.</summary>
    public static bool AreIn(ReadOnlySpan<byte> bytes) => bytes.IndexOf("NaN"u8) >= 0 || bytes.IndexOf("Infinity"u8) >= 0;

    /// <summary>The JSON value that bytes begin with, its bare <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> put in quotes; null when it has none or nests too deeply.</summary>
    /// <param name="json">The bytes.</param>
    /// <param name="deepest">How many brackets may be open at once.</param>
    /// <param name="whole">Whether what follows the value is kept.</param>
    public static byte[]? Quote(ReadOnlySpan<byte> json, int deepest, bool whole)
    {
        var quoted = new ArrayBufferWriter<byte>();
        var found = false;
        var depth = 0;
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
            if (!inText && json[i] is (byte)'{' or (byte)'[' && ++depth > deepest)
                return null;
            quoted.Write(json.Slice(i, 1));
            if (inText && json[i] == '\\' && i + 1 < json.Length)
                quoted.Write(json.Slice(++i, 1));
            if (!whole && !inText && json[i] is (byte)'}' or (byte)']' && --depth == 0)
                break;
        }

        return found ? quoted.WrittenSpan.ToArray() : null;
    }

    private static int NameAt(ReadOnlySpan<byte> json) =>
        json.StartsWith("NaN"u8) ? 3
        : json.StartsWith("Infinity"u8) ? 8
        : json.StartsWith("-Infinity"u8) ? 9
        : 0;
}
