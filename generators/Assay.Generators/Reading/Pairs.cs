using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads texts of the form <c>key=value</c>.</summary>
internal static class Pairs
{
    public static EquatableArray<PairModel> Read(ReadingContext context, AttributeData attribute, string name, DiagnosticDescriptor malformed)
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
                pairs.Add(key, text.Substring(equals + 1).Trim());
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
