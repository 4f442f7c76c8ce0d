using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assay.CodeFixes;

/// <summary>Makes a benchmark class partial, in each file that declares a part of it (ASY0001).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class PartialCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["ASY0001"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindToken(diagnostic.Location.SourceSpan.Start).Parent is TypeDeclarationSyntax type)
                context.RegisterCodeFix(CodeAction.Create($"Make '{type.Identifier.ValueText}' partial", cancel => MakePartialAsync(context.Document, type, cancel), diagnostic.Id), diagnostic);
        }
    }

    private static async Task<Solution> MakePartialAsync(Document document, TypeDeclarationSyntax type, CancellationToken cancellationToken)
    {
        var solution = document.Project.Solution;
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model.GetDeclaredSymbol(type, cancellationToken) is not { } symbol)
            return solution;
        foreach (var file in symbol.DeclaringSyntaxReferences.GroupBy(static reference => reference.SyntaxTree))
        {
            if (solution.GetDocument(file.Key) is not { } part)
                continue;
            var text = await part.GetTextAsync(cancellationToken).ConfigureAwait(false);
            var changes = file
                .Select(reference => reference.GetSyntax(cancellationToken))
                .OfType<TypeDeclarationSyntax>()
                .Where(static declaration => !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                .Select(static declaration => new TextChange(new TextSpan(declaration.Keyword.SpanStart, 0), "partial "));
            solution = solution.WithDocumentText(part.Id, text.WithChanges(changes));
        }

        return solution;
    }
}
