using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assay.Generators.Templates;

/// <summary>Finds a piece of a template in the literal as it is written, whatever kind of literal that is.</summary>
internal static class TemplatePlace
{
    /// <summary>The piece's place; the whole argument's where escapes hide it.</summary>
    public static Location Of(ExpressionSyntax? written, string template, TemplatePart part, Location otherwise)
    {
        if (written is null)
            return otherwise;
        var text = written.ToString();
        var piece = template.Substring(part.Start, part.Length);
        var found = -1;
        for (var ordinal = CountBefore(template, piece, part.Start); ordinal >= 0; ordinal--)
        {
            found = text.IndexOf(piece, found + 1, StringComparison.Ordinal);
            if (found < 0)
                return otherwise;
        }

        return Location.Create(written.SyntaxTree, new TextSpan(written.SpanStart + found, piece.Length));
    }

    private static int CountBefore(string template, string piece, int start)
    {
        var count = 0;
        for (var found = template.IndexOf(piece, StringComparison.Ordinal); found >= 0 && found < start; found = template.IndexOf(piece, found + 1, StringComparison.Ordinal))
            count++;
        return count;
    }
}
