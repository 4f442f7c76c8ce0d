using Assay.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Templates;

/// <summary>A template as an attribute gives it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Written">The expression that is written for it; null where there is none of its own.</param>
/// <param name="Place">The place of the whole.</param>
internal sealed record Template(string Text, ExpressionSyntax? Written, Location Place)
{
    /// <summary>An attribute's first argument.</summary>
    public static Template First(AttributeData attribute, string text) => new(text, attribute.ArgumentSyntax(null), attribute.PlaceOf(null));

    /// <summary>The texts of an attribute's named array.</summary>
    public static IReadOnlyList<Template> Named(AttributeData attribute, string name)
    {
        var texts = attribute.NamedTexts(name);
        return [.. texts.Select((text, i) => new Template(text.Text, attribute.ElementSyntax(name, i, texts.Count), text.Place))];
    }

    /// <summary>The paths that its placeholders name, without formats.</summary>
    public IEnumerable<string> Paths => TemplateParser.Parse(Text)
        .Where(static part => part.Kind == TemplatePartKind.Placeholder)
        .Select(static part => part.Text.IndexOf(':', part.Text.LastIndexOf(']') + 1) is >= 0 and var colon ? part.Text.Substring(0, colon) : part.Text);
}
