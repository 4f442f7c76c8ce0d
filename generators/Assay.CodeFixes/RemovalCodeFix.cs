using System.Collections.Immutable;
using System.Composition;
using Assay.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.CodeFixes;

/// <summary>Takes away what is too much: a second gate or tolerance, a repeated key, a parameter out of its range.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RemovalCodeFix : CodeFixProvider
{
    private static readonly FixAllProvider All = FixAllProvider.Create(static async (context, document, diagnostics) =>
        await RemoveAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        "ASY0013", "ASY0014", "ASY0051", "ASY0052", "ASY0053", "ASY0104", "ASY0151", "ASY0153", "ASY0154", "ASY0157", "ASY0221", "ASY0222", "ASY0226",
        "ASY0305", "ASY0408", "ASY0411", "ASY0420", "ASY0883", "ASY0901", "ASY0902",
    ];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => All;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Surplus(root, diagnostic) is { } node)
                context.RegisterCodeFix(CodeAction.Create($"Remove {node}", cancel => RemoveAsync(context.Document, [diagnostic], cancel), $"{diagnostic.Id} {MendNames.Removal}"), diagnostic);
        }
    }

    private static async Task<Document> RemoveAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
            return document;
        var surplus = new HashSet<SyntaxNode>(diagnostics.Select(diagnostic => Surplus(root, diagnostic)).OfType<SyntaxNode>());
        var nodes = surplus.Select(node => IsAllOf(node.Parent, surplus) ? node.Parent! : node).Distinct();
        return root.RemoveNodes(nodes, SyntaxRemoveOptions.KeepUnbalancedDirectives) is { } rest ? document.WithSyntaxRoot(rest) : document;
    }

    // Without its last argument a list's parentheses go too, and without its last attribute a list's brackets.
    private static bool IsAllOf(SyntaxNode? parent, HashSet<SyntaxNode> surplus) =>
        parent is AttributeArgumentListSyntax or AttributeListSyntax && parent.ChildNodes().All(surplus.Contains);

    private static SyntaxNode? Surplus(SyntaxNode root, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(MendNames.Removal, out var what))
            return null;
        var place = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return what switch
        {
            MendNames.Argument => place.FirstAncestorOrSelf<AttributeArgumentSyntax>(),
            MendNames.Attribute => place.FirstAncestorOrSelf<AttributeSyntax>(),
            MendNames.Element => place switch
            {
                { Parent: ExpressionElementSyntax element } => element,
                { Parent: InitializerExpressionSyntax } => place,
                _ => null,
            },
            _ => null,
        };
    }
}
