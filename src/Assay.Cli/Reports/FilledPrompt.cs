using System.Text.Json;
using System.Text.RegularExpressions;

namespace Assay.Cli.Reports;

/// <summary>Fills a prompt's template in from the JSON of an item. A place that the item does not have stays as it is written.</summary>
internal static partial class FilledPrompt
{
    /// <summary>The text.</summary>
    /// <param name="template">With places such as <c>{item.Text}</c>; doubled braces stand for one.</param>
    /// <param name="item">The item's content; null where it is not kept.</param>
    public static string Of(string template, string? item)
    {
        using var document = item is null ? null : JsonDocument.Parse(item);
        return Place().Replace(template, match => match.Value switch
        {
            "{{" => "{",
            "}}" => "}",
            _ when document is not null && Find(document.RootElement, match.Groups[1].Value) is { } found => found.ValueKind == JsonValueKind.String ? found.GetString()! : found.GetRawText(),
            _ => match.Value,
        });
    }

    private static JsonElement? Find(JsonElement element, string path)
    {
        foreach (var part in path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (element.ValueKind == JsonValueKind.Array && int.TryParse(part, out var place) && place < element.GetArrayLength())
                element = element[place];
            else if (element.ValueKind == JsonValueKind.Object && MemberOf(element, part) is { } member)
                element = member;
            else
                return null;
        }

        return element;
    }

    private static JsonElement? MemberOf(JsonElement element, string name)
    {
        if (element.TryGetProperty(name, out var exact))
            return exact;
        foreach (var member in element.EnumerateObject())
        {
            if (string.Equals(Plain(member.Name), Plain(name), StringComparison.OrdinalIgnoreCase))
                return member.Value;
        }

        return null;
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\{|\}\}|\{item((?:\.[^{}.:\[]+|\[[^\]]+\])+)(?::[^}]*)?\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Place();
}
