using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>What names of generated files and paths in them depend on.</summary>
/// <param name="Collisions">The keys of the types whose files need a number, in ordinal order.</param>
/// <param name="Directory">The project's folder; null where the build does not say.</param>
internal sealed record FileNaming(EquatableArray<string> Collisions, string? Directory);
