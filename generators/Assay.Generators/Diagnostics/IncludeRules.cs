using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0701 to ASY0799: classes that others take in.</summary>
internal static class IncludeRules
{
    private const string Category = "Assay.Include";

    public static readonly DiagnosticDescriptor NotIncludable = Rule.Error(
        "ASY0701", Category, "A class cannot be included", "'{0}' cannot be included: {1}");

    public static readonly DiagnosticDescriptor Conflict = Rule.Error(
        "ASY0702", Category, "What is included has an id that is taken", "The {0} '{1}' comes from '{2}' and from '{3}'; rename or remove one of them");

    public static readonly DiagnosticDescriptor Inaccessible = Rule.Error(
        "ASY0703", Category, "An included member must be accessible", "'{0}' cannot be reached from '{1}'; make it internal or public, with the classes around it");

    public static readonly DiagnosticDescriptor Nothing = Rule.Warning(
        "ASY0704", Category, "An included class has nothing to include", "'{0}' declares no model, params, gate, prompt, parse, score, engine, tool, hook, judge or slice; remove the line, or give the class its attributes");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Rule.Error(
        "ASY0705", Category, "A class around a benchmark or prompts must be partial", "Make '{0}' partial: the generator writes in another part of it");
}
