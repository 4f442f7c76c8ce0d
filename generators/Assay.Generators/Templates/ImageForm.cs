namespace Assay.Generators.Templates;

/// <summary>Tells, as far as a template's constant text does, whether it can be an image.</summary>
internal static class ImageForm
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg"];

    /// <summary>What is wrong with it; null where nothing is, or where only the item tells.</summary>
    public static string? ProblemOf(string template)
    {
        var parts = TemplateParser.Parse(template);
        if (string.IsNullOrWhiteSpace(template))
            return "is empty";
        if (parts.Exists(static part => part.Kind == TemplatePartKind.Malformed) || parts[0] is not { Kind: TemplatePartKind.Literal, Text: var start })
            return null;
        if (start.IndexOf(':') is > 1 and var colon && start.Take(colon).All(static character => char.IsLetterOrDigit(character) || character is '+' or '-' or '.'))
            return start.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? "is a file's address" : null;
        if (start[0] is '/' or '\\' || start.IndexOf(':') == 1)
            return "is not relative to the project's folder";
        if (template.Split('/', '\\').Contains(".."))
            return "leads out of its folder";
        return parts[parts.Count - 1] is { Kind: TemplatePartKind.Literal, Text: var end } && !Array.Exists(Extensions, extension => end.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            ? "has no known extension"
            : null;
    }
}
