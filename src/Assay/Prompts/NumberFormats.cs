using System.Globalization;

namespace Assay.Prompts;

/// <summary>The formats that a placeholder may give: .NET's for numbers, and Python's <c>.3f</c>, <c>.3e</c> and <c>.1%</c>, which .NET would misread without a word.</summary>
internal static class NumberFormats
{
    /// <summary>.NET's spelling of a format.</summary>
    public static string Translate(string format)
    {
        if (format is not ['.', _, _, ..] || !int.TryParse(format.AsSpan(1, format.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
            return format;
        return format[^1] switch
        {
            'f' or 'F' or 'e' or 'E' => string.Create(CultureInfo.InvariantCulture, $"{format[^1]}{digits}"),
            '%' => (digits == 0 ? "0" : "0." + new string('0', digits)) + "%",
            _ => format,
        };
    }
}
