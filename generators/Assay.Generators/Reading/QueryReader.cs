using System.Globalization;
using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads which items a slice uses.</summary>
internal static class QueryReader
{
    public static QueryModel Read(ReadingContext context, AttributeData attribute, ItemModel items)
    {
        var take = attribute.Written<int>("Take");
        var seed = attribute.Written<long>("Seed");
        var stratify = Field(context, attribute, "Stratify", items);
        var ids = attribute.NamedTexts("Ids");
        if (take < 1)
            Refuse(context, attribute, "Take", $"Take is {take.Value.ToString(CultureInfo.InvariantCulture)}; take at least 1 item, or remove it to take all");
        if (seed is not null && take is null)
            Refuse(context, attribute, "Seed", "Seed has no effect without Take; say how many items to draw, or remove it");
        if (stratify is not null && take is null)
            Refuse(context, attribute, "Stratify", "Stratify has no effect without Take; say how many items to draw, or remove it");
        if (ids.Count > 0 && take is not null)
            Refuse(context, attribute, "Take", "Take and Ids choose items in two ways; remove one of them");
        foreach (var (text, place) in ids)
        {
            if (string.IsNullOrWhiteSpace(text))
                context.Report(QueryRules.Contradiction, place, $"'{text}' is no item's id; remove it");
            else
                IdForm.CheckText(context, place, text, "item id");
        }

        return new QueryModel(
            stratify is not null ? "Stratified" : take is not null ? "Subset" : ids.Count > 0 ? "ItemIds" : "All",
            take,
            seed,
            stratify,
            Distinct(context, ids),
            Where(context, attribute, items),
            Fields(context, attribute, items));
    }

    /// <summary>A named field, checked against the item's type; null where it is not written.</summary>
    public static string? Field(ReadingContext context, AttributeData attribute, string name, ItemModel items)
    {
        if (attribute.NamedText(name) is not { } field)
            return null;
        IdForm.CheckText(context, attribute.PlaceOf(name), field, "field");
        Check(context, items, field, attribute.PlaceOf(name), place => Mend.Literal(place, Closest(items, field)));
        return field;
    }

    /// <summary>Texts that are each named once.</summary>
    public static EquatableArray<string> Distinct(ReadingContext context, IReadOnlyList<(string Text, Location Place)> texts)
    {
        var distinct = new List<string>();
        foreach (var (text, place) in texts)
        {
            if (distinct.Contains(text))
                context.Report(Mend.Removal(MendNames.Element), QueryRules.Repeated, place, text);
            else
                distinct.Add(text);
        }

        return distinct.ToEquatable();
    }

    private static EquatableArray<PairModel> Where(ReadingContext context, AttributeData attribute, ItemModel items)
    {
        foreach (var (text, place) in attribute.NamedTexts("Where"))
        {
            if (text.IndexOf('=') is > 0 and var equals)
                Check(context, items, text.Substring(0, equals).Trim(), place, static _ => null);
        }

        return Pairs.Read(context, attribute, "Where", QueryRules.MalformedFilter, (key, _, place) => IdForm.CheckText(context, place, key, "field"));
    }

    private static EquatableArray<string> Fields(ReadingContext context, AttributeData attribute, ItemModel items)
    {
        var fields = attribute.NamedTexts("Fields");
        if (fields.Count > 0 && items.Type is { TypeKind: not TypeKind.Error } type && !KnownTypes.Same(type, context.Known.JsonElement))
            context.Report(Mend.Removal(MendNames.Argument), QueryRules.TypedProjection, attribute.PlaceOf("Fields"), type.ToShort());
        foreach (var (text, place) in fields)
            IdForm.CheckText(context, place, text, "field");
        return Distinct(context, fields);
    }

    private static void Check(ReadingContext context, ItemModel items, string field, Location place, Func<Location, Mend?> mend)
    {
        if (items.Type is { } type && !string.IsNullOrWhiteSpace(field) && !ItemFields.MayHave(context, type, field))
            context.Report(mend(place), QueryRules.UnknownField, place, type.ToShort(), field, Suggestion.For(field, ItemFields.NamesOf(type)));
    }

    private static string? Closest(ItemModel items, string field) => items.Type is null ? null : Suggestion.Closest(field, ItemFields.NamesOf(items.Type));

    private static void Refuse(ReadingContext context, AttributeData attribute, string name, string problem) =>
        context.Report(Mend.Removal(MendNames.Argument), QueryRules.Contradiction, attribute.PlaceOf(name), problem);
}
