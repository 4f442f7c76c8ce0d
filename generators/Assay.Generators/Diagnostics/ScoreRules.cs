using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0401 to ASY0499: scores and gates.</summary>
internal static class ScoreRules
{
    private const string Category = "Assay.Score";

    public static readonly DiagnosticDescriptor Signature = Rule.Error(
        "ASY0401", Category, "A score's method has another form than it must", "Let '{0}' take any of the item, the parsed value, the Output and a CancellationToken, each at most once: {1}");

    public static readonly DiagnosticDescriptor NotNumeric = Rule.Error(
        "ASY0402", Category, "A score must be a number or a truth value", "'{0}' returns {1}; return double, float, an integer or bool, or a task of one");

    public static readonly DiagnosticDescriptor Duplicate = Rule.Error(
        "ASY0403", Category, "A score's id must be unique", "The id '{0}' is another score's too; give one of them another");

    public static readonly DiagnosticDescriptor UnknownParse = Rule.Error(
        "ASY0404", Category, "A score names an unknown parse", "No [Parse] of this class has the id '{0}'{1}");

    public static readonly DiagnosticDescriptor ParseMismatch = Rule.Error(
        "ASY0405", Category, "A score cannot read what its parse gives", "The parse '{0}' gives {1}, which the parameter '{2}' of type {3} cannot take");

    public static readonly DiagnosticDescriptor Ambiguous = Rule.Error(
        "ASY0406", Category, "A parameter could be bound in two ways", "The parameter '{0}' of type {1} could be {2} or {3}; give it a type that only one of them has");

    public static readonly DiagnosticDescriptor UnknownGateScore = Rule.Error(
        "ASY0407", Category, "A gate guards an unknown score", "No [Score] of this class has the id '{0}'{1}");

    public static readonly DiagnosticDescriptor GateConflict = Rule.Error(
        "ASY0408", Category, "A score has one gate with one tolerance", "{0}");
}
