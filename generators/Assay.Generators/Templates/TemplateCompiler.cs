using System.Text;
using Assay.Generators.Diagnostics;
using Assay.Generators.Emit;
using Assay.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Templates;

/// <summary>Turns a message's template into the C# expression that renders it, and reports what is wrong with it.</summary>
internal sealed class TemplateCompiler(ReadingContext context, AttributeData attribute, string template, IParameterSymbol parameter)
{
    private readonly PlaceholderResolver resolver = new(context, parameter);

    public string Compile()
    {
        var holes = new StringBuilder();
        var plain = new StringBuilder();
        var hasHoles = false;
        var allText = true;
        foreach (var part in TemplateParser.Parse(template))
        {
            if (part.Kind == TemplatePartKind.Literal)
            {
                var text = LineEndings.Normalise(part.Text);
                plain.Append(text);
                Literal.AppendInterpolated(holes, text);
            }
            else if (part.Kind == TemplatePartKind.Malformed)
            {
                Report(PromptRules.MalformedTemplate, part, part.Text, DoubleBraces);
            }
            else if (resolver.Resolve(part.Text) is { Expression: { } expression } hole)
            {
                hasHoles = true;
                allText &= hole.IsText;
                holes.Append('{').Append(expression).Append('}');
            }
            else
            {
                Report(resolver.Rule, part, resolver.Problem, piece => Mended(part.Text, piece));
            }
        }

        if (!hasHoles)
            return Literal.Quote(plain.ToString());
        return allText ? $"$\"{holes}\"" : $"string.Create(global::System.Globalization.CultureInfo.InvariantCulture, $\"{holes}\")";
    }

    // Names need no escapes, and braces are the same in every literal that is not interpolated.
    private string? Mended(string inside, string piece) =>
        new PlaceholderMend(context, parameter).Of(inside) is { } mended ? $"{{{mended}}}"
        : resolver.Rule == PromptRules.MalformedTemplate ? DoubleBraces(piece)
        : null;

    private static string DoubleBraces(string piece) => piece.Replace("{", "{{").Replace("}", "}}");

    private void Report(DiagnosticDescriptor rule, TemplatePart part, string message, Func<string, string?> mend)
    {
        var whole = attribute.PlaceOf(null);
        var place = TemplatePlace.Of(attribute.ArgumentSyntax(null), template, part, whole);
        var text = place != whole && Mend.IsLiteral(place) ? mend(template.Substring(part.Start, part.Length)) : null;
        context.Report(text is null ? null : Mend.Text(text), rule, place, message);
    }
}
