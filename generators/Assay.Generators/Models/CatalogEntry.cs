namespace Assay.Generators.Models;

/// <summary>One benchmark or experiment of the catalog.</summary>
internal sealed record CatalogEntry(string Id, string GlobalName, CaveatsModel Caveats, bool IsExperiment);
