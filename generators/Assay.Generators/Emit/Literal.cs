using System.Globalization;
using System.Text;
using Assay.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Emit;

/// <summary>Spells values as C# literals, the same in every culture.</summary>
internal static class Literal
{
    public static string Quote(string text) => $"\"{Escape(text)}\"";

    public static string QuoteOrNull(string? text) => text is null ? "null" : Quote(text);

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ when double.IsNaN(value) => "double.NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture) + "d",
    };

    /// <summary>A constant of a type, such as a parameter's default.</summary>
    public static string Constant(object? value, ITypeSymbol type) => value switch
    {
        null => type.IsReferenceType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? "null" : "default",
        string text => Quote(text),
        bool truth => truth ? "true" : "false",
        char character => $"(char){((int)character).ToString(CultureInfo.InvariantCulture)}",
        double number => Number(number),
        float number => $"(float){Number((double)number)}",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        _ => $"({type.WithNullableAnnotation(NullableAnnotation.None).ToGlobal()})({Convert.ToString(value, CultureInfo.InvariantCulture)})",
    };

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
            Append(escaped, character);
        return escaped.ToString();
    }

    /// <summary>Appends text to an interpolated string's inside.</summary>
    public static void AppendInterpolated(StringBuilder interpolated, string text)
    {
        foreach (var character in text)
        {
            if (character is '{' or '}')
                interpolated.Append(character);
            Append(interpolated, character);
        }
    }

    private static void Append(StringBuilder escaped, char character)
    {
        _ = character switch
        {
            '"' => escaped.Append("\\\""),
            '\\' => escaped.Append(@"\\"),
            '\n' => escaped.Append("\\n"),
            '\r' => escaped.Append("\\r"),
            '\t' => escaped.Append("\\t"),
            _ when MustEscape(character) => escaped.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
            _ => escaped.Append(character),
        };
    }

    private static bool MustEscape(char character) => char.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
