using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0851 to ASY0879: hooks.</summary>
internal static class HookRules
{
    private const string Category = "Assay.Hook";

    public static readonly DiagnosticDescriptor Signature = Rule.Error(
        "ASY0851", Category, "A hook's member has another form than it must", "Let '{0}' take what is there at that point, each at most once, and return what takes its place or nothing, also as a task: {1}");

    public static readonly DiagnosticDescriptor Duplicate = Rule.Error(
        "ASY0852", Category, "A hook's id must be unique at its point", "The id '{0}' is another hook's of the same point; give one of them another");
}
