using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Templates;

/// <summary>The formats of numbers that a placeholder may give: .NET's, and Python's <c>.3f</c>, <c>.3e</c> and <c>.1%</c>, which .NET would misread without a word.</summary>
internal static class NumberFormats
{
    /// <summary>.NET's spelling of a format.</summary>
    public static string Translate(string format, ITypeSymbol type)
    {
        if (type.SpecialType is < SpecialType.System_SByte or > SpecialType.System_Double
            || format.Length < 3
            || format[0] != '.'
            || !int.TryParse(format.Substring(1, format.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
        {
            return format;
        }

        return format[format.Length - 1] switch
        {
            'f' or 'F' or 'e' or 'E' => format[format.Length - 1] + digits.ToString(CultureInfo.InvariantCulture),
            '%' => (digits == 0 ? "0" : "0." + new string('0', digits)) + "%",
            _ => format,
        };
    }
}
