using Microsoft.CodeAnalysis;

namespace Assay.Generators.Identity;

/// <summary>A piece of code as digests see it.</summary>
/// <param name="Texts">Its normalised syntax, and what the aliases in it mean.</param>
/// <param name="Called">The members that it names or calls, and the types that it hands over.</param>
internal sealed record CodePiece(IReadOnlyList<string> Texts, IReadOnlyList<ISymbol> Called);
