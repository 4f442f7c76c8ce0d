using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0051 to ASY0069: inference params and their grids.</summary>
internal static class InferenceRules
{
    private const string Category = "Assay.Benchmark";

    public static readonly DiagnosticDescriptor EqualSets = Rule.Error(
        "ASY0051", Category, "Two sets of inference params are the same", "Another [Inference] says the same; remove one, or raise Samples to ask more often");

    public static readonly DiagnosticDescriptor NamedExtra = Rule.Error(
        "ASY0052", Category, "An extra has a parameter's name", "'{0}' is a parameter of its own; set {1} instead of an extra");

    public static readonly DiagnosticDescriptor GridValues = Rule.Error(
        "ASY0053", Category, "A grid needs values that differ", "{0}");

    public static readonly DiagnosticDescriptor ResponseType = Rule.Error(
        "ASY0054", Category, "A response type must be one that a JSON schema can say", "'{0}' cannot be the answer's type: {1}");
}
