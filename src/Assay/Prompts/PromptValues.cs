using System.Globalization;
using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Datasets;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Prompts;

/// <summary>Fills templates in for one item.</summary>
internal sealed class PromptValues(PromptSpec prompt, Item item, PromptScope scope, bool preview)
{
    /// <summary>The template's text with its values.</summary>
    /// <exception cref="AssayException">A value is missing, unless in a preview, or cannot have its format.</exception>
    public string Fill(PromptTemplate template)
    {
        if (template.Parts is [{ Field: null } only])
            return only.Text;
        var text = new StringBuilder();
        foreach (var part in template.Parts)
            text.Append(part.Field is null ? part.Text : Value(part));
        return text.ToString();
    }

    private string Value(TemplatePart part)
    {
        var field = part.Field!;
        if (field.Segments[0] == "item")
        {
            if (field.TryGet(item.Element, out var value, from: 1))
                return Format(value, part);
            if (field.Segments is ["item", "id" or "item_id"])
                return Plain(item.Id, part);
        }
        else if (Text(field) is { } text)
        {
            return Plain(text, part);
        }

        return preview
            ? part.Text
            : throw new AssayException(
                ErrorCode.PromptFieldMissing,
                $"The prompt '{prompt.Id}' names {part.Text}, which the item '{item.Id}' lacks; give the item that field, or correct the template.");
    }

    private string? Text(FieldPath field) => field.Segments switch
    {
        ["prompt", "variables", .. { Length: > 0 } key] => prompt.Variables.GetValueOrDefault(string.Join('.', key)),
        ["prompt", .. var key] when prompt.Variables.TryGetValue(string.Join('.', key), out var value) => value,
        ["prompt", "id"] => prompt.Id,
        ["prompt", "family"] => prompt.Family,
        ["slice", "id"] => scope.SliceId,
        ["slice", "dimensions", var key] => scope.Dimensions.GetValueOrDefault(key),
        ["benchmark", "id"] => scope.BenchmarkId,
        _ => null,
    };

    private string Format(JsonElement value, TemplatePart part)
    {
        if (value.ValueKind == JsonValueKind.Number && part.Format is not null)
            return Number(value, part);
        return Plain(
            value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Null => "",
                _ => Encoding.UTF8.GetString(CanonicalJson.Write(value)),
            },
            part);
    }

    private string Number(JsonElement value, TemplatePart part)
    {
        try
        {
            return value.TryGetInt64(out var whole)
                ? whole.ToString(part.Format, CultureInfo.InvariantCulture)
                : value.GetDouble().ToString(part.Format, CultureInfo.InvariantCulture);
        }
        catch (FormatException exception)
        {
            throw BadFormat(part, "a number of this kind", exception);
        }
    }

    private string Plain(string text, TemplatePart part) => part.Format is null ? text : throw BadFormat(part, "a value that is no number", null);

    private AssayException BadFormat(TemplatePart part, string what, Exception? inner) => new(
        ErrorCode.PromptMalformed,
        $"The prompt '{prompt.Id}' names {part.Text}, and the format '{part.Format}' does not suit {what}, as the item '{item.Id}' has; give .NET's format of a number such as F2, or none.",
        inner);
}
