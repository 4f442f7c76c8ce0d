namespace Assay.Generators.Emit;

/// <summary>Makes any text fit a one-line XML documentation comment.</summary>
internal static class XmlText
{
    public static string Escape(string text) => string.Concat(text
        .Select(static character => char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029' or '\ufffe' or '\uffff' ? ' ' : character))
        .Replace("&", "&amp;")
        .Replace("<", "&lt;")
        .Replace(">", "&gt;");
}
