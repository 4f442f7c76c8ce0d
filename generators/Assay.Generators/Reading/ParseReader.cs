using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads <c>[Parse]</c> methods.</summary>
internal static class ParseReader
{
    /// <param name="context">The class.</param>
    /// <param name="members">Its members.</param>
    /// <param name="items">The item's type.</param>
    /// <param name="types">What each parse gives, by id; null where that is not known.</param>
    public static EquatableArray<ParseModel> Read(ReadingContext context, BenchmarkMembers members, ItemModel items, out IReadOnlyDictionary<string, ITypeSymbol?> types)
    {
        var found = new Dictionary<string, ITypeSymbol?>(StringComparer.Ordinal);
        var parses = new List<ParseModel>();
        foreach (var declaration in members.Parses)
        {
            found[declaration.Id] = null;
            if (declaration.Symbol is not IMethodSymbol method)
                continue;
            var (form, returned) = ReturnReading.Of(context, method);
            if (!ReturnReading.IsValue(returned))
            {
                context.Report(ParseRules.Signature, SignatureSyntax.ReturnPlace(method), method.Name, $"it returns {returned.ToShort()}");
                continue;
            }

            var isParsed = KnownTypes.Same(returned.OriginalDefinition, context.Known.Parsed);
            found[declaration.Id] = isParsed ? ((INamedTypeSymbol)returned).TypeArguments[0] : returned;
            if (Call(context, method, items) is { } call)
                parses.Add(new ParseModel(declaration.Id, context.VersionOf(declaration), call, form, isParsed));
        }

        types = found;
        return parses.Select(parse => parse with { Fallbacks = FallbackReader.Read(context, members, parse, parses, found) }).ToEquatable();
    }

    private static CallModel? Call(ReadingContext context, IMethodSymbol method, ItemModel items)
    {
        var binder = new ParameterBinder(context, ParseRules.Signature, method,
        [
            new Source(Source.Item, items.Type, "context.Item.Value", IsBoxed: true),
            new Source("the output", context.Known.Output, "context.Output"),
            new Source("the output's text", context.Known.String, "context.Output.Text"),
            new Source("the token", context.Known.CancellationToken, "cancellationToken"),
        ]);
        if (binder.Bind() is not { } arguments)
            return null;
        if (arguments.Any(static source => source.Access.StartsWith("context.Output", StringComparison.Ordinal)))
            return binder.Call(arguments, "context");
        context.Report(ParseRules.Signature, method.Locations[0], method.Name, "it does not read the output");
        return null;
    }
}
