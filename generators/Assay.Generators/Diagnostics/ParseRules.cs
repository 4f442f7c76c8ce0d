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

    public static readonly DiagnosticDescriptor UnknownFallback = Rule.Error(
        "ASY0303", Category, "A parse falls back on an unknown parse", "No [Parse] of this class has the id '{0}'{1}");

    public static readonly DiagnosticDescriptor FallbackType = Rule.Error(
        "ASY0304", Category, "Parses of one chain must give one type", "'{0}' gives {1} and falls back on '{2}', which gives {3}; let both give the same type");

    public static readonly DiagnosticDescriptor FallbackCircle = Rule.Error(
        "ASY0305", Category, "A chain of parses holds each parse once", "{0}");

    public static readonly DiagnosticDescriptor NeverFallsBack = Rule.Warning(
        "ASY0306", Category, "What comes after a parse that never fails is never tried", "'{0}' returns {1}, which is always a value, so '{2}' is never tried: return Parsed<{1}>, or remove what comes after it");

    public static readonly DiagnosticDescriptor Unread = Rule.Warning(
        "ASY0307", Category, "A parse that no score reads", "No score reads the parse '{0}', and no parse falls back on it; name it in a score, or remove it");
}
