using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0001 to ASY0049: the class, its models and params.</summary>
internal static class BenchmarkRules
{
    private const string Category = "Assay.Benchmark";

    public static readonly DiagnosticDescriptor NotPartial = Rule.Error(
        "ASY0001", Category, "A benchmark class must be partial", "Make '{0}' partial: the generator writes the other part of it");

    public static readonly DiagnosticDescriptor Generic = Rule.Error(
        "ASY0002", Category, "A benchmark class must not be generic", "Take the type parameters from '{0}': nothing says which types to run it with");

    public static readonly DiagnosticDescriptor Unreachable = Rule.Error(
        "ASY0003", Category, "A benchmark class must be reachable from other files", "Make '{0}' internal or public, with the classes around it: the catalog of benchmarks lies in another file and must reach it");

    public static readonly DiagnosticDescriptor NoSlice = Rule.Error(
        "ASY0004", Category, "A benchmark needs a slice", "Give '{0}' a static member with [Slice] that says which items are asked");

    public static readonly DiagnosticDescriptor NoModel = Rule.Error(
        "ASY0005", Category, "A benchmark needs a model", "Give '{0}' a [Model] that says what is under evaluation");

    public static readonly DiagnosticDescriptor NoScore = Rule.Error(
        "ASY0006", Category, "A benchmark needs a score", "Give '{0}' a static method with [Score] that judges an answer");

    public static readonly DiagnosticDescriptor TooFewSamples = Rule.Error(
        "ASY0007", Category, "Samples must be at least 1", "Samples is {0}; each trial generates at least 1 candidate");

    public static readonly DiagnosticDescriptor NotStatic = Rule.Error(
        "ASY0008", Category, "An attributed member must be static", "Make '{0}' static: no instance of the class is made");

    public static readonly DiagnosticDescriptor DuplicateBenchmark = Rule.Error(
        "ASY0009", Category, "A benchmark's id must be unique", "The id '{0}' is that of '{1}' too; give one of them another", WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor EmptyId = Rule.Error(
        "ASY0010", Category, "An id must not be empty", "Give the {0} an id: tables and snapshots show it");

    public static readonly DiagnosticDescriptor ReservedName = Rule.Error(
        "ASY0011", Category, "A member has a generated member's name", "Rename '{0}': the generator writes a member of that name");

    public static readonly DiagnosticDescriptor DuplicateModel = Rule.Error(
        "ASY0012", Category, "A model's id must be unique", "The id '{0}' is another model's too; give one of them another");

    public static readonly DiagnosticDescriptor MalformedExtra = Rule.Error(
        "ASY0013", Category, "An extra must read key=value", "Write '{0}' as key=value, each key once");

    public static readonly DiagnosticDescriptor InferenceOutOfRange = Rule.Error(
        "ASY0014", Category, "An inference parameter is out of range", "{0} is {1}; it must be {2}");

    public static readonly DiagnosticDescriptor MalformedId = Rule.Error(
        "ASY0015", Category, "An id has letters, digits and few marks", "The {0} '{1}' {2}");

    public static readonly DiagnosticDescriptor AnotherOwnId = Rule.Error(
        "ASY0016", Category, "An object and its attribute have one id", "The {1} that '{0}' gives has the id '{2}', and its attribute says '{3}'; give both the same");
}
