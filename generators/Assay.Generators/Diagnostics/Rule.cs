using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>Gives every rule its category and help page.</summary>
internal static class Rule
{
    /// <summary>Where the pages lie: in this repository, and in the package.</summary>
    private const string Pages = "docs/diagnostics/";

    public static DiagnosticDescriptor Error(string id, string category, string title, string message, params string[] tags) =>
        new(id, title, message, category, DiagnosticSeverity.Error, isEnabledByDefault: true, description: null, $"{Pages}{id}.md", tags);

    public static DiagnosticDescriptor Warning(string id, string category, string title, string message, params string[] tags) =>
        new(id, title, message, category, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: null, $"{Pages}{id}.md", tags);
}
