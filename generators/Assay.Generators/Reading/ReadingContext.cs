using Assay.Generators.Diagnostics;
using Assay.Generators.Identity;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>What the readers of one class share: the class, the compilation, and the problems found so far.</summary>
internal sealed class ReadingContext(INamedTypeSymbol type, Compilation compilation, CodeDigest? digest, CancellationToken cancellationToken)
{
    private readonly List<Diagnostic> diagnostics = [];

    public INamedTypeSymbol Type { get; } = type;

    public Compilation Compilation { get; } = compilation;

    public KnownTypes Known { get; } = new(compilation);

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;

    public bool HasErrors => diagnostics.Count > 0;

    public void Report(DiagnosticDescriptor rule, Location place, params object?[] arguments) => Report(null, rule, place, arguments);

    /// <summary>Reports with what would mend it; null where nothing mechanical would.</summary>
    public void Report(Mend? mend, DiagnosticDescriptor rule, Location place, params object?[] arguments) =>
        diagnostics.Add(Diagnostic.Create(rule, place, mend?.Properties, arguments));

    /// <summary>The declared version, or the digest of the code; empty for a reader that only wants diagnostics.</summary>
    public string VersionOf(Declaration declaration) =>
        declaration.Attribute.NamedText("Version") is { Length: > 0 } version ? version
        : declaration.Symbol is IMethodSymbol method && digest is not null ? digest.Of(method)
        : "";
}
