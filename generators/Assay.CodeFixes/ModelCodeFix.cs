using System.Collections.Immutable;
using System.Composition;
using Assay.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assay.CodeFixes;

/// <summary>Puts the one engine of a class under evaluation (ASY0005).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ModelCodeFix : EditCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["ASY0005"];

    private protected override Edit? Fix(SyntaxNode root, SourceText text, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(MendNames.Engine, out var engine) || engine is null
            || root.FindToken(diagnostic.Location.SourceSpan.Start).Parent is not TypeDeclarationSyntax type)
        {
            return null;
        }

        var next = type.Modifiers.Count > 0 ? type.Modifiers[0] : type.Keyword;
        return Above(next, $"[{Qualifier(type)}Model({SymbolDisplay.FormatLiteral(engine, quote: true)})]", text);
    }

    // As the class spells its other attribute.
    private static string Qualifier(TypeDeclarationSyntax type) => type.AttributeLists
        .SelectMany(static list => list.Attributes)
        .Select(static attribute => attribute.Name)
        .OfType<QualifiedNameSyntax>()
        .Where(static name => name.Right.Identifier.ValueText is "Benchmark" or "BenchmarkAttribute")
        .Select(static name => $"{name.Left}.")
        .FirstOrDefault() ?? "";
}
