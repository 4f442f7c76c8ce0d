using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>The readable instance properties and fields of a type.</summary>
internal static class Members
{
    /// <summary>Own members first, then the bases'; an interface's bases count too, and a type parameter has those of its constraints.</summary>
    public static IEnumerable<ISymbol> Of(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol parameter)
        {
            foreach (var member in parameter.ConstraintTypes.SelectMany(Of))
                yield return member;
            yield break;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (IsReadable(member))
                    yield return member;
            }
        }

        if (type.TypeKind != TypeKind.Interface)
            yield break;
        foreach (var member in type.AllInterfaces.SelectMany(static face => face.GetMembers()).Where(IsReadable))
            yield return member;
    }

    /// <summary>The indexers of a type, as of its members; those of its interfaces too.</summary>
    public static IEnumerable<IPropertySymbol> IndexersOf(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol parameter)
            return parameter.ConstraintTypes.SelectMany(IndexersOf);
        var own = new List<IPropertySymbol>();
        for (var current = type; current is not null; current = current.BaseType)
            own.AddRange(current.GetMembers().OfType<IPropertySymbol>().Where(static member => member.IsIndexer));
        return type.TypeKind == TypeKind.Interface
            ? own.Concat(type.AllInterfaces.SelectMany(static face => face.GetMembers().OfType<IPropertySymbol>().Where(static member => member.IsIndexer)))
            : own;
    }

    public static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    private static bool IsReadable(ISymbol member) =>
        !member.IsStatic && member.CanBeReferencedByName && member is IPropertySymbol { GetMethod: not null, IsIndexer: false } or IFieldSymbol { IsImplicitlyDeclared: false, IsStatic: false };
}
