using System.Collections.Immutable;
using System.Composition;
using Assay.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assay.CodeFixes;

/// <summary>Makes a partial method with messages a prompt (ASY0230).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class PromptCodeFix : EditCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["ASY0230"];

    private protected override Edit? Fix(SyntaxNode root, SourceText text, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(MendNames.Prompt, out var id) || id is null
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is not { } message
            || message.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { AttributeLists: [var first, ..] })
        {
            return null;
        }

        var qualifier = message.Name is QualifiedNameSyntax name ? $"{name.Left}." : "";
        return Above(first.OpenBracketToken, $"[{qualifier}Prompt({SymbolDisplay.FormatLiteral(id, quote: true)})]", text);
    }
}
