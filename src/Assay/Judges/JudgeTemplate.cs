using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Metrics;

namespace Assay.Judges;

/// <summary>A judge's message with placeholders, parsed once. What takes a placeholder's place is never read for placeholders itself.</summary>
internal sealed class JudgeTemplate
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal) { "item", "criteria", "reference", "scale", "output", "output_a", "output_b" };

    private readonly ImmutableArray<(string Text, bool IsPlace, ItemPath? Field)> parts;

    private JudgeTemplate(ImmutableArray<(string Text, bool IsPlace, ItemPath? Field)> parts) => this.parts = parts;

    /// <summary>Parses a template.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.PromptMalformed"/>: a brace stands alone, or a placeholder names nothing that there is.</exception>
    public static JudgeTemplate Parse(string judge, string template)
    {
        var parts = ImmutableArray.CreateBuilder<(string, bool, ItemPath?)>();
        var literal = new StringBuilder();
        for (var at = 0; at < template.Length; at++)
        {
            var letter = template[at];
            if (letter is not ('{' or '}'))
            {
                literal.Append(letter);
                continue;
            }

            if (at + 1 < template.Length && template[at + 1] == letter)
            {
                literal.Append(letter);
                at++;
                continue;
            }

            var end = letter == '{' ? template.IndexOf('}', at) : -1;
            if (end < 0)
                throw Malformed(judge, "a brace stands alone; write {{ and }} for literal ones");
            var name = template[(at + 1)..end];
            var field = name.StartsWith("item.", StringComparison.Ordinal) ? ItemPath.TryParse(name["item.".Length..]) : null;
            if (field is null && !Known.Contains(name))
                throw Malformed(judge, $"'{{{name}}}' is no placeholder; there are {{item}}, {{item.field}}, {{criteria}}, {{reference}}, {{scale}}, {{output}}, {{output_a}} and {{output_b}}");
            parts.Add((literal.ToString(), false, null));
            literal.Clear();
            parts.Add((name, true, field));
            at = end;
        }

        parts.Add((literal.ToString(), false, null));
        return new JudgeTemplate(parts.ToImmutable());
    }

    /// <summary>Fills the places.</summary>
    /// <param name="item">The item.</param>
    /// <param name="values">The values by name.</param>
    /// <exception cref="AssayException"><see cref="ErrorCode.PromptFieldMissing"/>: the item lacks a field that is named.</exception>
    public string Fill(Item item, IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder();
        foreach (var (part, isPlace, field) in parts)
        {
            if (!isPlace)
                text.Append(part);
            else if (field is not null)
                text.Append(TextOf(field.Find(item.Element) ?? throw new EngineException(ErrorCode.PromptFieldMissing, $"The judge's prompt names '{part}', which the item '{item.Id}' lacks; correct the prompt, or give the item the field.")));
            else
                text.Append(values.GetValueOrDefault(part, ""));
        }

        return text.ToString();
    }

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static AssayException Malformed(string judge, string what) => new(ErrorCode.PromptMalformed, $"The prompt of the judge '{judge}' cannot be read: {what}.");
}
