using System.Xml;
using Assay.Cli.Terminal;

namespace Assay.Cli.Reports;

/// <summary>Texts of models and data for XML.</summary>
internal static class XmlText
{
    /// <summary>A text without what XML cannot hold.</summary>
    public static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Select(static rune => rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD"));

    /// <summary>A text on one line, with what steers a display shown by its code.</summary>
    public static string Of(string text) => Clean(SafeText.OneLine(text));
}
