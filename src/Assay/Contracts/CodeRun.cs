namespace Assay.Contracts;

/// <summary>Code to run against tests.</summary>
/// <param name="Item">The item that asked for it.</param>
/// <param name="Code">The code that was generated.</param>
/// <param name="Tests">The item's tests as text; JSON where they are no text.</param>
/// <param name="Language">The language in the words of the settings; null when they do not say.</param>
public sealed record CodeRun(Item Item, string Code, string Tests, string? Language);
