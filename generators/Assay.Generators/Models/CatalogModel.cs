using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>The assembly's catalog.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Benchmarks">Its benchmarks in ordinal order of their ids.</param>
/// <param name="Experiments">Its experiments in the same order.</param>
internal sealed record CatalogModel(string Assembly, EquatableArray<CatalogEntry> Benchmarks, EquatableArray<CatalogEntry> Experiments)
{
    /// <summary>The catalog of entries in any order; nulls stand for classes that are in none.</summary>
    public static CatalogModel Of(string assembly, IEnumerable<CatalogEntry?> entries)
    {
        var ordered = entries.OfType<CatalogEntry>().OrderBy(static entry => entry.Id, StringComparer.Ordinal).ThenBy(static entry => entry.GlobalName, StringComparer.Ordinal).ToList();
        return new CatalogModel(assembly, ordered.Where(static entry => !entry.IsExperiment).ToEquatable(), ordered.Where(static entry => entry.IsExperiment).ToEquatable());
    }
}
