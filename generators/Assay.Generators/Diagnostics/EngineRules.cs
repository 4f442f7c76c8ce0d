using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0501 to ASY0599: engines.</summary>
internal static class EngineRules
{
    private const string Category = "Assay.Engine";

    public static readonly DiagnosticDescriptor Signature = Rule.Error(
        "ASY0501", Category, "An engine's member has another form than it must", "Let '{0}' take any of the item, the Prompt, an EngineRequest and a CancellationToken, each at most once, and return string, Output or Transcript or a task of one, or make it a property of type Recording<T> or IEngine: {1}");

    public static readonly DiagnosticDescriptor Duplicate = Rule.Error(
        "ASY0502", Category, "An engine's id must be unique", "The id '{0}' is another engine's too; give one of them another");

    public static readonly DiagnosticDescriptor Unknown = Rule.Error(
        "ASY0503", Category, "A model names an unknown engine", "No [Engine] of this class has the id '{0}'{1}");
}
