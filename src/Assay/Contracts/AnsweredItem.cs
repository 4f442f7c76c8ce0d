namespace Assay.Contracts;

/// <summary>An item with its answer, as a metric of a whole slice reads it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Output">The engine's output.</param>
/// <param name="Extraction">What the score's parse found, or why it found nothing; neither where the score names no parse.</param>
public readonly record struct AnsweredItem(Item Item, Output Output, Extraction Extraction);
