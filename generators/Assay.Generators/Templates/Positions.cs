using System.Globalization;
using Assay.Generators.Emit;
using Assay.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Templates;

/// <summary>What brackets in a placeholder lead to: an element of an array or a list by its position, or a property of a JSON object by its name.</summary>
internal static class Positions
{
    /// <summary>The access in C# and the type that it gives; null where the type has no such thing.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="type">The type before the bracket.</param>
    /// <param name="key">What stands in the bracket.</param>
    /// <param name="isConditional">Whether what stands before may be null.</param>
    public static (string Access, ITypeSymbol Type)? Of(ReadingContext context, ITypeSymbol type, string key, bool isConditional)
    {
        var mark = isConditional ? "?" : "";
        var isPosition = int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var position);
        var index = position.ToString(CultureInfo.InvariantCulture);
        if (KnownTypes.Same(type, context.Known.JsonElement))
            return isPosition ? ($"{mark}[{index}]", type) : ($"{mark}.GetProperty({Literal.Quote(key)})", type);
        return isPosition && ElementOf(context, type) is { } element ? ($"{mark}[{index}]", element) : null;
    }

    /// <summary>The type of what an array or a list holds; null where it is neither.</summary>
    private static ITypeSymbol? ElementOf(ReadingContext context, ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return array.Rank == 1 ? array.ElementType : null;
        if (type.SpecialType == SpecialType.System_String)
            return null;
        return Members.IndexersOf(type).FirstOrDefault(indexer =>
            indexer is { IsStatic: false, Parameters: [{ Type.SpecialType: SpecialType.System_Int32, RefKind: RefKind.None }], GetMethod: not null }
            && context.Compilation.IsSymbolAccessibleWithin(indexer, context.Type))?.Type;
    }
}
