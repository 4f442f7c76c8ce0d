namespace Assay.Generators.Models;

/// <summary>One benchmark or experiment of the catalog.</summary>
internal readonly record struct CatalogEntry(string Id, string GlobalName);
