using Assay.Identity;

namespace Assay.Storage;

/// <summary>By what a definition is known in every store, whatever its row there.</summary>
/// <param name="Kind">What it is, see <see cref="IRunStore.InternAsync"/>.</param>
/// <param name="Key">Its identity.</param>
public sealed record DefinitionKey(string Kind, Hash128 Key);
