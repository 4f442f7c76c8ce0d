using Assay.Identity;

namespace Assay.Storage;

/// <summary>A generation whose identity begins as asked.</summary>
/// <param name="Key">Its whole identity.</param>
/// <param name="Generation">What is stored of it.</param>
public readonly record struct GenerationMatch(Hash128 Key, StoredGeneration Generation);
