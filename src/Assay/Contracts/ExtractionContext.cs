namespace Assay.Contracts;

/// <summary>What an extractor reads.</summary>
/// <param name="Output">The engine's output.</param>
/// <param name="Item">The item that was asked about.</param>
public readonly record struct ExtractionContext(Output Output, Item Item);
