using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0301 to ASY0399: parses.</summary>
internal static class ParseRules
{
    private const string Category = "Assay.Parse";

    public static readonly DiagnosticDescriptor Signature = Rule.Error(
        "ASY0301", Category, "A parse's method has another form than it must", "Let '{0}' take an Output or a string, the item and a CancellationToken, each at most once, and return a value: {1}");

    public static readonly DiagnosticDescriptor Duplicate = Rule.Error(
        "ASY0302", Category, "A parse's id must be unique", "The id '{0}' is another parse's too; give one of them another");
}
