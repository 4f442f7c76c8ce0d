using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>A class whose declarations count for the class that is read.</summary>
/// <param name="Type">The class, its type parameters filled in.</param>
/// <param name="Place">Where the read class takes it in; null for the read class itself.</param>
internal sealed record Part(INamedTypeSymbol Type, Location? Place)
{
    public bool IsOwn => Place is null;

    /// <summary>Whether a place lies in the class's source.</summary>
    public bool Holds(Location place) => Type.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == place.SourceTree && reference.Span.Contains(place.SourceSpan));

    /// <summary>How many classes stand around a class.</summary>
    public static int DepthOf(INamedTypeSymbol type) => type.ContainingType is { } outer ? 1 + DepthOf(outer) : 0;
}
