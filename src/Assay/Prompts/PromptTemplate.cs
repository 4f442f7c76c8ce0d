using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Assay.Datasets;
using Assay.Errors;

namespace Assay.Prompts;

/// <summary>A text with placeholders, parsed once.</summary>
internal sealed class PromptTemplate
{
    private static readonly SearchValues<char> Braces = SearchValues.Create("{}");

    private PromptTemplate(ImmutableArray<TemplatePart> parts) => Parts = parts;

    /// <summary>The parts in order; neighbouring literal texts are one part.</summary>
    public ImmutableArray<TemplatePart> Parts { get; }

    /// <summary>Parses a template.</summary>
    /// <param name="template">The text.</param>
    /// <param name="path">Where it stands in the spec, for problems.</param>
    /// <exception cref="AssayException">A brace stands alone, or a placeholder names nothing that there is (<c>prompt_malformed</c>).</exception>
    public static PromptTemplate Parse(string template, string path)
    {
        var parts = ImmutableArray.CreateBuilder<TemplatePart>();
        var literal = new StringBuilder();
        for (var at = 0; at < template.Length;)
        {
            var brace = template.AsSpan(at).IndexOfAny(Braces);
            if (brace < 0)
            {
                literal.Append(template, at, template.Length - at);
                break;
            }

            literal.Append(template, at, brace);
            at += brace;
            if (at + 1 < template.Length && template[at + 1] == template[at])
            {
                literal.Append(template[at]);
                at += 2;
                continue;
            }

            var end = template[at] == '{' ? template.IndexOf('}', at) : -1;
            if (end < 0)
                throw Malformed(path, template, at, template[at] == '{' ? "This brace is never closed; write {{ for a literal one." : "This brace closes nothing; write }} for a literal one.");
            if (literal.Length > 0)
                parts.Add(new TemplatePart(literal.ToString(), null, null));
            literal.Clear();
            parts.Add(Placeholder(template, at, end, path));
            at = end + 1;
        }

        if (literal.Length > 0)
            parts.Add(new TemplatePart(literal.ToString(), null, null));
        return new PromptTemplate(parts.ToImmutable());
    }

    private static TemplatePart Placeholder(string template, int start, int end, string path)
    {
        var text = template[start..(end + 1)];
        var inner = text.AsSpan(1, text.Length - 2);
        var bracket = inner.LastIndexOf(']') + 1;
        var colon = inner[bracket..].IndexOf(':');
        var name = (colon < 0 ? inner : inner[..(bracket + colon)]).ToString();
        var format = colon < 0 ? null : inner[(bracket + colon + 1)..].ToString();
        if (!FieldPath.TryParse(name, out var field))
            throw Malformed(path, template, start, $"'{text}' names no field; write {{item.field}}, or {{{{ and }}}} for literal braces.");
        if (name.Contains('!', StringComparison.Ordinal) && name.IndexOf('!', StringComparison.Ordinal) >= bracket)
            throw Malformed(path, template, start, $"'{text}' asks for a conversion, and there are none; write the field alone.");
        if (field.Segments is not (["item", _, ..] or ["prompt", _, ..] or ["slice", "id"] or ["slice", "dimensions", _] or ["benchmark", "id"]))
            throw Malformed(
                path, template, start, $"'{text}' names neither the item nor the prompt; write {{item.field}} or {{prompt.key}} (also {{slice.id}}, {{slice.dimensions.key}}, {{benchmark.id}}), or {{{{ and }}}} for literal braces.");
        return new TemplatePart(text, field, format is { Length: > 0 } ? NumberFormats.Translate(format) : null);
    }

    private static AssayException Malformed(string path, string template, int at, string message)
    {
        var line = template.AsSpan(0, at).Count('\n');
        var column = at - template.AsSpan(0, at).LastIndexOf('\n');
        var place = string.Create(CultureInfo.InvariantCulture, $"In the template's line {line + 1}, column {column}: {message}");
        return new AssayException(new Problem(ErrorCode.PromptMalformed, place) { Path = path });
    }
}
