using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Identity;

/// <summary>What digests share within one compilation: each piece of code is bound and spelt once, however many methods reach it.</summary>
internal sealed class CompiledCode
{
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> models = new();
    private readonly ConcurrentDictionary<SyntaxNode, CodePiece> pieces = new();
    private readonly AliasNames aliases;

    /// <param name="compilation">The compilation.</param>
    public CompiledCode(Compilation compilation)
    {
        Compilation = compilation;
        aliases = new AliasNames(compilation);
    }

    public Compilation Compilation { get; }

    /// <summary>Answers what names and calls mean in a file; what may be null it does not say.</summary>
    public SemanticModel ModelOf(SyntaxTree tree) => models.GetOrAdd(tree, made => PlainModel.Of(Compilation, made));

    /// <summary>What a piece of code says and calls.</summary>
    public CodePiece Of(SyntaxNode node, CancellationToken cancellationToken)
    {
        if (pieces.TryGetValue(node, out var known))
            return known;
        var model = ModelOf(node.SyntaxTree);
        var piece = new CodePiece(
            [NormalisedSyntax.Of(node, model), .. aliases.In(node, model, cancellationToken)],
            [.. CalledSymbols.Of(node, model, cancellationToken)]);
        return pieces.GetOrAdd(node, piece);
    }
}
