namespace Assay.Generators.Models;

/// <summary>A key with its value.</summary>
internal sealed record PairModel(string Key, string Value);
