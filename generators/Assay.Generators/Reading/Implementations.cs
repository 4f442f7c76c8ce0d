using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Tells classes of the user's that implement a contract.</summary>
internal static class Implementations
{
    /// <summary>Whether a type is a contract of the library, or implements it.</summary>
    public static bool Implements(this ReadingContext context, ITypeSymbol type, string contract) =>
        context.Known.Contract(contract) is { } face && (KnownTypes.Same(type, face) || type.AllInterfaces.Any(candidate => KnownTypes.Same(candidate, face)));
}
