using Assay.Text;

namespace Assay.Extractors;

/// <summary>Makes texts comparable.</summary>
internal static class NormalizedText
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>
    /// The content of the last filled box or else the whole text, case-folded, each run of white space one space, and ASCII
    /// punctuation and white space taken off both ends. A minus directly before a leading number stays.
    /// </summary>
    public static string Of(string text)
    {
        var words = CaseFolding.Fold(BoxedText.OrAll(text)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var line = string.Join(' ', words);
        var start = 0;
        while (start < line.Length && IsEdge(line[start]))
            start++;
        var end = line.Length;
        while (end > start && IsEdge(line[end - 1]))
            end--;
        if (start < end && IsSign(line, start))
            start--;
        return line[start..end];
    }

    private static bool IsEdge(char c) => c == ' ' || Punctuation.Contains(c, StringComparison.Ordinal);

    private static bool IsSign(string line, int start) =>
        start > 0 && char.IsDigit(line[start]) && line[start - 1] == '-' && (start == 1 || line[start - 2] != '-');
}
