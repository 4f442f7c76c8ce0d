using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>
/// Finds the fields that paths name in typed items, as the library does at run time: names match whatever their case and
/// underscores, and what an item lacks is looked up in its <c>metadata</c>.
/// </summary>
internal static class ItemFields
{
    /// <summary>Whether items of the type may have the field; true wherever the type does not say.</summary>
    public static bool MayHave(ReadingContext context, ITypeSymbol type, string path)
    {
        var segments = path.Split('.', '[').Select(static segment => segment.TrimEnd(']')).ToList();
        return Follow(context, type, segments, 0)
            || (MemberOf(type, "metadata") is { } metadata && Follow(context, Members.TypeOf(metadata), segments, 0));
    }

    /// <summary>The names of a type's fields.</summary>
    public static IEnumerable<string> NamesOf(ITypeSymbol type) => Fields(type).Select(static member => member.Name);

    private static bool Follow(ReadingContext context, ITypeSymbol type, List<string> segments, int from)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] })
            type = inner;
        if (from == segments.Count || IsOpen(context, type))
            return true;
        return !IsValue(type) && MemberOf(type, segments[from]) is { } member && Follow(context, Members.TypeOf(member), segments, from + 1);
    }

    private static bool IsValue(ITypeSymbol type) => type.TypeKind == TypeKind.Enum || type.SpecialType != SpecialType.None;

    // What JSON such a value has is not in its type.
    private static bool IsOpen(ReadingContext context, ITypeSymbol type) =>
        type.TypeKind is TypeKind.Array or TypeKind.Dynamic or TypeKind.Error or TypeKind.TypeParameter or TypeKind.Interface
        || type.SpecialType == SpecialType.System_Object
        || KnownTypes.Same(type, context.Known.JsonElement)
        || type.ContainingNamespace?.ToDisplayString() is "System.Text.Json" or "System.Text.Json.Nodes"
        || (type.SpecialType != SpecialType.System_String && type.AllInterfaces.Any(static face => face.SpecialType == SpecialType.System_Collections_IEnumerable))
        || Fields(type).Any(static member => HasAttribute(member, "JsonExtensionDataAttribute"))
        || HasAttribute(type, "JsonConverterAttribute");

    private static ISymbol? MemberOf(ITypeSymbol type, string name) =>
        Fields(type).FirstOrDefault(member => Match(member.Name, name) || JsonNameOf(member) is { } json && Match(json, name));

    private static IEnumerable<ISymbol> Fields(ITypeSymbol type) => Members.Of(type).Where(static member => member.Name != "EqualityContract");

    private static string? JsonNameOf(ISymbol member) => member.GetAttributes()
        .FirstOrDefault(static attribute => attribute.AttributeClass?.Name == "JsonPropertyNameAttribute")?.ConstructorArguments is [{ Value: string name }] ? name : null;

    private static bool HasAttribute(ISymbol symbol, string name) => symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == name);

    private static bool Match(string left, string right) => string.Equals(Plain(left), Plain(right), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string name) => name.Replace("_", "");
}
