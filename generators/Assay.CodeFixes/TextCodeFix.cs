using System.Collections.Immutable;
using System.Composition;
using Assay.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Assay.CodeFixes;

/// <summary>Writes what the analyzer found to be meant: a misspelt name, a free id, a path, a placeholder, a brace.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TextCodeFix : EditCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        "ASY0007", "ASY0009", "ASY0010", "ASY0012", "ASY0013", "ASY0015", "ASY0016", "ASY0102", "ASY0104", "ASY0105", "ASY0106", "ASY0107", "ASY0108", "ASY0152", "ASY0153",
        "ASY0203", "ASY0205", "ASY0206", "ASY0207", "ASY0302", "ASY0303", "ASY0403", "ASY0404", "ASY0407", "ASY0412", "ASY0418", "ASY0419", "ASY0421", "ASY0502", "ASY0503",
        "ASY0802", "ASY0804", "ASY0807", "ASY0808", "ASY0852", "ASY0882", "ASY0884",
    ];

    private protected override Edit? Fix(SyntaxNode root, SourceText text, Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(MendNames.Text, out var meant) && meant is not null
            ? new Edit($"Write {meant}", new TextChange(diagnostic.Location.SourceSpan, meant))
            : null;
}
