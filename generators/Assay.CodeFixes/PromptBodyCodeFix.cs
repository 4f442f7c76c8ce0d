using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assay.CodeFixes;

/// <summary>Leaves a prompt's body to the generator (ASY0202).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class PromptBodyCodeFix : EditCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["ASY0202"];

    private protected override Edit? Fix(SyntaxNode root, SourceText text, Diagnostic diagnostic)
    {
        if (root.FindToken(diagnostic.Location.SourceSpan.Start).Parent is not MethodDeclarationSyntax method)
            return null;
        var changes = new List<TextChange>();
        if (!method.Modifiers.Any(SyntaxKind.PartialKeyword))
            changes.Add(new TextChange(new TextSpan(method.ReturnType.SpanStart, 0), "partial "));
        if (method.Body is not null || method.ExpressionBody is not null)
            changes.Add(new TextChange(TextSpan.FromBounds(method.ParameterList.Span.End, method.Span.End), ";"));
        return changes.Count == 0 ? null : new Edit("Make it partial without a body", [.. changes]);
    }
}
