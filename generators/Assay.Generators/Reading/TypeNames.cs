using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Reading;

/// <summary>Spells types and names, for generated code and for people.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat Global = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The type as any code can name it, with its nullable annotation.</summary>
    public static string ToGlobal(this ITypeSymbol type) => type.ToDisplayString(Global);

    /// <summary>The type as people name it.</summary>
    public static string ToShort(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>A member as people name it: <c>Bench.Grader</c>.</summary>
    public static string OfMember(ISymbol member) => $"{member.ContainingType.ToShort()}.{member.Name}";

    /// <summary>A name, escaped where it is a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A type's name in its declaration, escaped where the compiler would warn that it may become a keyword.</summary>
    public static string EscapeType(string name) => name.All(static character => character is >= 'a' and <= 'z') ? "@" + name : Escape(name);

    /// <summary>A namespace as a declaration spells it; empty for the global one.</summary>
    public static string ToDeclaration(this INamespaceSymbol space) =>
        space.IsGlobalNamespace ? "" : string.Join(".", Segments(space).Select(Escape));

    private static IEnumerable<string> Segments(INamespaceSymbol space)
    {
        if (space.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            foreach (var segment in Segments(outer))
                yield return segment;
        }

        yield return space.Name;
    }
}
