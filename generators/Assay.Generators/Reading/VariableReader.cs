using System.Text.RegularExpressions;
using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Assay.Generators.Templates;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads the variables of a prompt.</summary>
internal static class VariableReader
{
    private const string Name = "Variables";

    private static readonly Regex Key = new("^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The variables, in ordinal order of their keys.</summary>
    public static EquatableArray<PairModel> Read(ReadingContext context, AttributeData attribute)
    {
        foreach (var (text, place) in attribute.NamedTexts(Name))
        {
            if (KeyOf(text) is { Length: > 0 } key && !Key.IsMatch(key))
                context.Report(MessageRules.MalformedVariable, place, text);
        }

        return Pairs.Read(context, attribute, Name, MessageRules.MalformedVariable);
    }

    /// <summary>Reports variables that no message of the prompt names.</summary>
    /// <param name="context">The class.</param>
    /// <param name="declaration">The prompt.</param>
    /// <param name="paths">What the messages' placeholders name.</param>
    public static void ReportUnused(ReadingContext context, Declaration declaration, IReadOnlyList<string> paths)
    {
        foreach (var (text, place) in declaration.Attribute.NamedTexts(Name))
        {
            var key = KeyOf(text);
            if (key.Length > 0 && !paths.Any(path => path.StartsWith("prompt.", StringComparison.Ordinal) && TemplateScope.KeyOf(path.Substring("prompt.".Length)) == key))
                context.Report(Mend.Removal(MendNames.Element), MessageRules.UnusedVariable, place, declaration.Symbol.Name, key);
        }
    }

    private static string KeyOf(string text) => text.IndexOf('=') is > 0 and var equals ? text.Substring(0, equals).Trim() : "";
}
