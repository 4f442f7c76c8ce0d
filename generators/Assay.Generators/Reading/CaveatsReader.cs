using Assay.Generators.Collections;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads <c>[Experimental]</c> and <c>[Obsolete]</c> off what generated code uses.</summary>
internal static class CaveatsReader
{
    /// <summary>Of a class and of those around it.</summary>
    public static CaveatsModel Of(INamedTypeSymbol type) => Read(WithContainers(type));

    /// <summary>Of the class's declared members, of the types in their signatures, and of the item's members.</summary>
    public static CaveatsModel Of(ReadingContext context, BenchmarkMembers members, ItemModel items)
    {
        var symbols = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var declaration in members.All)
        {
            AddAll(symbols, WithContainers(declaration.Symbol));
            foreach (var type in Signature(declaration.Symbol))
                AddType(symbols, type);
        }

        AddAll(symbols, WithContainers(context.Type));
        if (items.Type is not null)
            AddAll(symbols, Members.Of(items.Type));
        return Read(symbols);
    }

    private static CaveatsModel Read(IEnumerable<ISymbol> symbols)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        var isRefused = false;
        foreach (var attribute in symbols.SelectMany(static symbol => symbol.GetAttributes()))
        {
            if (attribute.AttributeClass is { Name: "ExperimentalAttribute", ContainingNamespace.Name: "CodeAnalysis" } && attribute.FirstText() is { } id)
                ids.Add(id);
            else if (attribute.AttributeClass is { Name: "ObsoleteAttribute", ContainingNamespace.Name: "System" })
                isRefused |= attribute.ConstructorArguments is [_, { Value: true }];
        }

        return new CaveatsModel(ids.ToEquatable(), isRefused);
    }

    private static IEnumerable<ITypeSymbol> Signature(ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters.Select(static parameter => parameter.Type).Append(method.ReturnType),
        IPropertySymbol property => [property.Type],
        _ => [],
    };

    private static void AddType(HashSet<ISymbol> symbols, ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            AddType(symbols, array.ElementType);
        if (type is not INamedTypeSymbol named || !symbols.Add(named))
            return;
        AddAll(symbols, WithContainers(named));
        foreach (var argument in named.TypeArguments)
            AddType(symbols, argument);
    }

    private static void AddAll(HashSet<ISymbol> symbols, IEnumerable<ISymbol> added)
    {
        foreach (var symbol in added)
            symbols.Add(symbol);
    }

    private static IEnumerable<ISymbol> WithContainers(ISymbol symbol)
    {
        for (ISymbol? current = symbol; current is not null; current = current.ContainingType)
            yield return current;
    }
}
