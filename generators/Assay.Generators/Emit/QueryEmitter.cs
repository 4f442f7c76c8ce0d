using System.Globalization;
using Assay.Generators.Models;

namespace Assay.Generators.Emit;

/// <summary>Writes which items a slice uses.</summary>
internal static class QueryEmitter
{
    /// <summary>The query as an expression; null for all items.</summary>
    public static string? Emit(QueryModel? query) => query is null or { IsAll: true } ? null : "new()" + SpecEmitter.Settings(
        ("Kind", query.Kind == "All" ? null : $"global::Assay.Specs.DatasetQueryKind.{query.Kind}"),
        ("Count", query.Count is { } count ? Literal.Number(count) : null),
        ("Seed", query.Seed is { } seed ? seed.ToString(CultureInfo.InvariantCulture) : null),
        ("Field", query.Field is null ? null : Literal.Quote(query.Field)),
        ("ItemIds", SpecEmitter.Texts(query.ItemIds)),
        ("Where", SpecEmitter.Map(query.Where, Literal.Quote)),
        ("Fields", SpecEmitter.Texts(query.Fields)));
}
