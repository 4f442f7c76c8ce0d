using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0151 to ASY0199: which items a slice uses, and slices given once for each case.</summary>
internal static class QueryRules
{
    private const string Category = "Assay.Slice";

    public static readonly DiagnosticDescriptor Contradiction = Rule.Error(
        "ASY0151", Category, "A slice's choice of items contradicts itself", "{0}");

    public static readonly DiagnosticDescriptor UnknownField = Rule.Error(
        "ASY0152", Category, "A slice names a field that its items lack", "{0} has no field '{1}'{2}");

    public static readonly DiagnosticDescriptor MalformedFilter = Rule.Error(
        "ASY0153", Category, "A filter must read field=value", "Write '{0}' as field=value, each field once");

    public static readonly DiagnosticDescriptor TypedProjection = Rule.Error(
        "ASY0154", Category, "Fields can be taken from untyped items alone", "Remove Fields, or declare the items as JsonElement: {0} would no longer fit its own type");

    public static readonly DiagnosticDescriptor CaseMismatch = Rule.Error(
        "ASY0155", Category, "A case must fit the parameters of its slice", "{0}");

    public static readonly DiagnosticDescriptor UnknownParameter = Rule.Error(
        "ASY0156", Category, "A slice's id names a parameter that its method lacks", "'{0}' has no parameter '{1}'{2}");

    public static readonly DiagnosticDescriptor Repeated = Rule.Error(
        "ASY0157", Category, "A slice names something twice", "'{0}' is named twice; remove one");
}
