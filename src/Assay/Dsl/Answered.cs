namespace Assay;

/// <summary>An item with what was answered, as a score of the whole slice reads it.</summary>
/// <typeparam name="TItem">The item's type.</typeparam>
/// <param name="Item">The item.</param>
/// <param name="Output">The engine's output.</param>
public sealed record Answered<TItem>(TItem Item, Output Output);

/// <summary>An item with what was answered and what a parse read from it, as a score of the whole slice reads it.</summary>
/// <typeparam name="TItem">The item's type.</typeparam>
/// <typeparam name="TParsed">What the parse gives.</typeparam>
/// <param name="Item">The item.</param>
/// <param name="Output">The engine's output.</param>
/// <param name="Parsed">The parsed value, or why there is none.</param>
public sealed record Answered<TItem, TParsed>(TItem Item, Output Output, Parsed<TParsed> Parsed);
