using System.Text;

namespace Assay.Generators.Templates;

/// <summary>Cuts a template into literal text and placeholders; <c>{{</c> and <c>}}</c> are literal braces.</summary>
internal static class TemplateParser
{
    public static List<TemplatePart> Parse(string template)
    {
        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        var position = 0;
        while (position < template.Length)
        {
            var current = template[position];
            if (current is '{' or '}' && position + 1 < template.Length && template[position + 1] == current)
            {
                literal.Append(current);
                position += 2;
            }
            else if (current is '{' or '}')
            {
                Flush(parts, literal, position);
                var part = current == '{' ? Placeholder(template, position) : new TemplatePart(TemplatePartKind.Malformed, "This '}' closes nothing; write '}}' for a literal brace", position, 1);
                parts.Add(part);
                position += part.Length;
            }
            else
            {
                literal.Append(current);
                position++;
            }
        }

        Flush(parts, literal, position);
        return parts;
    }

    private static TemplatePart Placeholder(string template, int start)
    {
        for (var i = start + 1; i < template.Length; i++)
        {
            if (template[i] is '{' or '\n' or '\r')
                break;
            if (template[i] != '}')
                continue;
            var inside = template.Substring(start + 1, i - start - 1);
            return inside.Trim().Length == 0
                ? new TemplatePart(TemplatePartKind.Malformed, "A placeholder must name a member, such as {item.Name}; write '{{' and '}}' for literal braces", start, i - start + 1)
                : new TemplatePart(TemplatePartKind.Placeholder, inside, start, i - start + 1);
        }

        return new TemplatePart(TemplatePartKind.Malformed, "This '{' is not closed on its line; write '{{' for a literal brace", start, 1);
    }

    private static void Flush(List<TemplatePart> parts, StringBuilder literal, int end)
    {
        if (literal.Length > 0)
            parts.Add(new TemplatePart(TemplatePartKind.Literal, literal.ToString(), end, 0));
        literal.Clear();
    }
}
