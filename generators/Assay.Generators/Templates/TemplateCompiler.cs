using System.Text;
using Assay.Generators.Diagnostics;
using Assay.Generators.Emit;
using Assay.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Templates;

/// <summary>Turns a message's template into the C# expression that renders it, and reports what is wrong with it.</summary>
internal sealed class TemplateCompiler(ReadingContext context, Template template, TemplateScope scope)
{
    private readonly PlaceholderResolver resolver = new(context, scope);

    public string Compile()
    {
        var holes = new StringBuilder();
        var plain = new StringBuilder();
        var hasHoles = false;
        var allText = true;
        foreach (var part in TemplateParser.Parse(template.Text))
        {
            if (part.Kind == TemplatePartKind.Literal)
            {
                Add(LineEndings.Normalise(part.Text));
            }
            else if (part.Kind == TemplatePartKind.Malformed)
            {
                Report(PromptRules.MalformedTemplate, part, part.Text, DoubleBraces);
            }
            else if (resolver.Resolve(part.Text) is { IsResolved: true } hole)
            {
                if (hole.Constant is { } constant)
                {
                    Add(constant);
                    continue;
                }

                hasHoles = true;
                allText &= hole.IsText;
                holes.Append('{').Append(hole.Expression).Append('}');
            }
            else
            {
                Report(resolver.Rule, part, resolver.Problem, piece => Mended(part.Text, piece));
            }
        }

        if (!hasHoles)
            return Literal.Quote(plain.ToString());
        return allText ? $"$\"{holes}\"" : $"string.Create(global::System.Globalization.CultureInfo.InvariantCulture, $\"{holes}\")";

        void Add(string text)
        {
            plain.Append(text);
            Literal.AppendInterpolated(holes, text);
        }
    }

    // Names need no escapes, and braces are the same in every literal that is not interpolated.
    private string? Mended(string inside, string piece) =>
        new PlaceholderMend(context, scope).Of(inside) is { } mended ? $"{{{mended}}}"
        : resolver.Rule == PromptRules.MalformedTemplate ? DoubleBraces(piece)
        : null;

    private static string DoubleBraces(string piece) => piece.Replace("{", "{{").Replace("}", "}}");

    private void Report(DiagnosticDescriptor rule, TemplatePart part, string message, Func<string, string?> mend)
    {
        var place = TemplatePlace.Of(template.Written, template.Text, part, template.Place);
        var text = place != template.Place && Mend.IsLiteral(place) ? mend(template.Text.Substring(part.Start, part.Length)) : null;
        context.Report(text is null ? null : Mend.Text(text), rule, place, message);
    }
}
