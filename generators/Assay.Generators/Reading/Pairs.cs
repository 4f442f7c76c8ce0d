using Assay.Generators.Collections;
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
            if (key.Length == 0 || pairs.ContainsKey(key))
                context.Report(malformed, place, text);
            else
                pairs.Add(key, text.Substring(equals + 1).Trim());
        }

        return pairs.Select(static pair => new PairModel(pair.Key, pair.Value)).ToEquatable();
    }
}
