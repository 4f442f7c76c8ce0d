using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0601 to ASY0699: the tests that are written for slices.</summary>
internal static class TestRules
{
    private const string Category = "Assay.Tests";

    public static readonly DiagnosticDescriptor NoAdapter = Rule.Warning(
        "ASY0601", Category, "A test project needs Assay's package for its test framework",
        "No test is written for the slices: add the package {0}, or set the property AssayTestFramework to None", WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor SeveralAdapters = Rule.Warning(
        "ASY0602", Category, "A test project has one test framework",
        "The tests of the slices are written for {0}, and the packages {1} are all referenced: set the property AssayTestFramework to the framework that runs them", WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor UnknownFramework = Rule.Error(
        "ASY0603", Category, "AssayTestFramework must name a framework whose Assay package is referenced",
        "No test is written for the slices, since AssayTestFramework is '{0}': set it to {1}", WellKnownDiagnosticTags.CompilationEnd);
}
