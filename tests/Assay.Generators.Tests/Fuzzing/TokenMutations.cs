using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assay.Generators.Tests.Fuzzing;

/// <summary>Changes of single tokens: what a typing hand makes.</summary>
internal static class TokenMutations
{
    public static IReadOnlyList<Func<Dice, SyntaxNode, SourceCorpus, TextChange?>> All { get; } = [Delete, Repeat, Swap, Replace, Cut];

    private static TextChange? Delete(Dice dice, SyntaxNode root, SourceCorpus corpus) => Token(dice, root) is { } token ? new TextChange(token.Span, "") : null;

    private static TextChange? Repeat(Dice dice, SyntaxNode root, SourceCorpus corpus) => Token(dice, root) is { } token ? new TextChange(token.Span, $"{token.Text} {token.Text}") : null;

    private static TextChange? Swap(Dice dice, SyntaxNode root, SourceCorpus corpus)
    {
        if (Token(dice, root) is not { } token || token.GetNextToken() is not { Text.Length: > 0 } next)
            return null;
        return new TextChange(TextSpan.FromBounds(token.SpanStart, next.Span.End), $"{next.Text} {token.Text}");
    }

    private static TextChange? Replace(Dice dice, SyntaxNode root, SourceCorpus corpus) =>
        Token(dice, root) is { } token ? new TextChange(token.Span, $" {dice.Of(corpus.Tokens)} ") : null;

    /// <summary>The file ends in the middle, as while it is written.</summary>
    private static TextChange? Cut(Dice dice, SyntaxNode root, SourceCorpus corpus) =>
        dice.Below(4) == 0 && Token(dice, root) is { } token ? new TextChange(TextSpan.FromBounds(token.SpanStart, root.FullSpan.End), "") : null;

    private static SyntaxToken? Token(Dice dice, SyntaxNode root)
    {
        var tokens = root.DescendantTokens().Where(static token => token.Span.Length > 0).ToList();
        return tokens.Count == 0 ? null : dice.Of(tokens);
    }
}
