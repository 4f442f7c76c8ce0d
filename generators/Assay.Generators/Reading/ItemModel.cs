using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>The type of a class's items; the type is null while no slice says it.</summary>
/// <param name="Type">The type.</param>
/// <param name="Slice">The id of the slice that says so.</param>
/// <param name="IdExpression">The id as an expression over <c>item</c>; null where there is none.</param>
internal sealed record ItemModel(ITypeSymbol? Type, string Slice, string? IdExpression)
{
    public string Name => Type is null ? "object" : Type.ToGlobal();
}
