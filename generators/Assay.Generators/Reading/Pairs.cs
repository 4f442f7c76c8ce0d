using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads texts of the form <c>key=value</c>.</summary>
internal static class Pairs
{
    /// <param name="context">The class.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="name">The argument that holds them.</param>
    /// <param name="malformed">Reported for what is no pair, and for a key's second.</param>
    /// <param name="check">Looks at each key, its value and their place; null for nobody.</param>
    public static EquatableArray<PairModel> Read(ReadingContext context, AttributeData attribute, string name, DiagnosticDescriptor malformed, Action<string, string, Location>? check = null)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (text, place) in attribute.NamedTexts(name))
        {
            var equals = text.IndexOf('=');
            var key = equals < 0 ? "" : text.Substring(0, equals).Trim();
            if (key.Length == 0)
                context.Report(WithEquals(text, place), malformed, place, text);
            else if (pairs.ContainsKey(key))
                context.Report(Mend.Removal(MendNames.Element), malformed, place, text);
            else
            {
                pairs.Add(key, text.Substring(equals + 1).Trim());
                check?.Invoke(key, pairs[key], place);
            }
        }

        return pairs.Select(static pair => new PairModel(pair.Key, pair.Value)).ToEquatable();
    }

    // A colon is how many other languages write a pair.
    private static Mend? WithEquals(string text, Location place)
    {
        var colon = text.IndexOf(':');
        return text.IndexOf('=') < 0 && colon > 0 ? Mend.Literal(place, $"{text.Substring(0, colon).Trim()}={text.Substring(colon + 1).Trim()}") : null;
    }
}
