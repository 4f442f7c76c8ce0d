namespace Assay.Generators.Models;

/// <summary>A key with its value.</summary>
internal readonly record struct PairModel(string Key, string Value);
