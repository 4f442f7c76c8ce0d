using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assay.CodeFixes;

/// <summary>Makes an attributed member static (ASY0008).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class StaticCodeFix : EditCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["ASY0008"];

    private protected override Edit? Fix(SyntaxNode root, SourceText text, Diagnostic diagnostic)
    {
        var type = root.FindToken(diagnostic.Location.SourceSpan.Start).Parent switch
        {
            MethodDeclarationSyntax method => method.ReturnType,
            PropertyDeclarationSyntax property => property.Type,
            _ => null,
        };
        if (type is not { Parent: MemberDeclarationSyntax member } || member.Modifiers.Any(IsOfInstances))
            return null;
        var next = member.Modifiers.FirstOrDefault(static modifier => !SyntaxFacts.IsAccessibilityModifier(modifier.Kind()));
        var position = next.IsKind(SyntaxKind.None) ? type.SpanStart : next.SpanStart;
        return new Edit("Make it static", new TextChange(new TextSpan(position, 0), "static "));
    }

    private static bool IsOfInstances(SyntaxToken modifier) =>
        modifier.Kind() is SyntaxKind.AbstractKeyword or SyntaxKind.OverrideKeyword or SyntaxKind.SealedKeyword or SyntaxKind.VirtualKeyword or SyntaxKind.ReadOnlyKeyword;
}
