using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace Assay.Extractors;

/// <summary>Finds numbers in texts.</summary>
internal static partial class Numbers
{
    /// <summary>
    /// The first token of digits of any script, with its sign and its decimals if it has any: a <see cref="long"/> or
    /// <see cref="BigInteger"/> without a point, a <see cref="double"/> with one; null when there is none.
    /// Exponents and separators of thousands end the token.
    /// </summary>
    public static object? First(string text)
    {
        var match = Token().Match(text);
        if (!match.Success)
            return null;
        var digits = Ascii(match.ValueSpan);
        if (digits.Contains('.', StringComparison.Ordinal))
            return double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? (object)whole
            : BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    /// <summary>The tokens of numbers as people write them: thousands grouped by commas, a Unicode minus; a sign after a letter or digit is a hyphen.</summary>
    public static MatchCollection Written(string text) => WrittenToken().Matches(text);

    /// <summary>The value of a token of <see cref="Written"/>; null when it is out of a decimal's range.</summary>
    public static decimal? Value(string token) =>
        decimal.TryParse(
            Ascii(token).Replace(",", "", StringComparison.Ordinal).Replace("$", "", StringComparison.Ordinal),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var value)
            ? value
            : null;

    /// <summary>The text as one number and nothing besides, as people write it; null when it is none.</summary>
    public static decimal? Whole(string text)
    {
        var match = WrittenToken().Match(text);
        return match.Success && string.IsNullOrWhiteSpace(text[..match.Index]) && IsEnd(text.AsSpan(match.Index + match.Length))
            ? Value(match.Value)
            : null;
    }

    private static bool IsEnd(ReadOnlySpan<char> rest) => rest.Trim() is "" or ".";

    private static string Ascii(ReadOnlySpan<char> token)
    {
        var digits = new StringBuilder(token.Length);
        foreach (var c in token)
            digits.Append(char.IsDigit(c) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)) : c == '\u2212' ? '-' : c);
        return digits.ToString();
    }

    [GeneratedRegex(@"[-+]?\d+(?:\.\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex(@"(?:(?<![\p{L}\d])[-+\u2212])?\$?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex WrittenToken();
}
