using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0901 to ASY0949: experiments.</summary>
internal static class ExperimentRules
{
    private const string Category = "Assay.Experiment";

    public static readonly DiagnosticDescriptor NoGate = Rule.Warning(
        "ASY0901", Category, "An experiment has no gates", "Remove the gate, or make '{0}' a benchmark: an experiment has no verified snapshot to compare with");

    public static readonly DiagnosticDescriptor Both = Rule.Error(
        "ASY0902", Category, "A class is a benchmark or an experiment", "Remove one of '{0}'s two attributes, or give the experiment a class of its own that includes the same parts");
}
