using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Diagnostics;

/// <summary>What would mend a diagnostic, where that is mechanical: the code fixes do it.</summary>
/// <param name="Name">One of <see cref="MendNames"/>.</param>
/// <param name="Value">What to write, or what to take away.</param>
internal sealed record Mend(string Name, string Value)
{
    public ImmutableDictionary<string, string?> Properties => ImmutableDictionary<string, string?>.Empty.Add(Name, Value);

    /// <summary>Other source text at the diagnostic's place.</summary>
    public static Mend Text(string source) => new(MendNames.Text, source);

    /// <summary>A type's full name at the diagnostic's place.</summary>
    public static Mend Type(string fullName) => new(MendNames.Type, fullName);

    /// <summary>Takes away what surrounds the diagnostic's place.</summary>
    /// <param name="what"><see cref="MendNames.Argument"/>, <see cref="MendNames.Attribute"/> or <see cref="MendNames.Element"/>.</param>
    public static Mend Removal(string what) => new(MendNames.Removal, what);

    /// <summary>Another text in the place of a literal; null where there is no such text, or where the text comes from a constant.</summary>
    public static Mend? Literal(Location place, string? text) =>
        text is not null && IsLiteral(place) ? Text(SymbolDisplay.FormatLiteral(text, quote: true)) : null;

    /// <summary>Whether the place is a literal's text as it is written, whole or in part.</summary>
    public static bool IsLiteral(Location place) =>
        place.SourceTree?.GetRoot().FindNode(place.SourceSpan, getInnermostNodeForTie: true).IsKind(SyntaxKind.StringLiteralExpression) == true;
}
