using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Finds the item's type in the first readable slice, and its id member.</summary>
internal static class ItemReader
{
    public static ItemModel Read(ReadingContext context, BenchmarkMembers members)
    {
        foreach (var slice in members.Slices)
        {
            if (SliceReader.ItemTypeOf(context, slice.Symbol) is { } type)
                return new ItemModel(type.WithNullableAnnotation(NullableAnnotation.None), slice.Id, IdOf(context, type));
        }

        return new ItemModel(null, "", null);
    }

    /// <summary>An item's id as an expression over <c>item</c>; null where the type has none.</summary>
    public static string? IdOf(ReadingContext context, ITypeSymbol type)
    {
        var members = Members.Of(type).Where(member => context.Compilation.IsSymbolAccessibleWithin(member, context.Type)).ToList();
        var member = members.Find(HasMark)
            ?? members.Find(candidate => PrimaryParameter(type, candidate.Name) is { } parameter && HasMark(parameter))
            ?? members.Find(static candidate => candidate.Name == "Id")
            ?? members.Find(static candidate => string.Equals(candidate.Name, "Id", StringComparison.OrdinalIgnoreCase));
        if (member is null)
            return null;
        var access = $"item.{TypeNames.Escape(member.Name)}";
        return Members.TypeOf(member).SpecialType == SpecialType.System_String
            ? access
            : $"global::System.Convert.ToString({access}, global::System.Globalization.CultureInfo.InvariantCulture)";
    }

    private static bool HasMark(ISymbol symbol) => symbol.GetAttributes().Any(static attribute => attribute.Is("ItemIdAttribute"));

    private static IParameterSymbol? PrimaryParameter(ITypeSymbol type, string name) =>
        (type as INamedTypeSymbol)?.InstanceConstructors.SelectMany(static constructor => constructor.Parameters).FirstOrDefault(parameter => parameter.Name == name && HasMark(parameter));
}
