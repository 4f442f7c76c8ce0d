using System.Collections.Immutable;
using System.Composition;
using Assay.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Assay.CodeFixes;

/// <summary>Gives a parameter or a prompt's method the type that it must have (ASY0103, ASY0201, ASY0405).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TypeCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["ASY0103", "ASY0201", "ASY0405"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (diagnostic.Properties.TryGetValue(MendNames.Type, out var name) && name is not null
                && root?.FindNode(diagnostic.Location.SourceSpan) is TypeSyntax written)
            {
                var title = $"Change the type to '{name.Replace("global::", "")}'";
                context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(Write(context.Document, root, written, name)), diagnostic.Id), diagnostic);
            }
        }
    }

    private static Document Write(Document document, SyntaxNode root, TypeSyntax written, string name)
    {
        var type = SyntaxFactory.ParseTypeName(name).WithTriviaFrom(written).WithAdditionalAnnotations(Simplifier.Annotation);
        return document.WithSyntaxRoot(root.ReplaceNode(written, type));
    }
}
