using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0101 to ASY0149: slices and their data.</summary>
internal static class SliceRules
{
    private const string Category = "Assay.Slice";

    public static readonly DiagnosticDescriptor Signature = Rule.Error(
        "ASY0101", Category, "A slice's member has another form than it must", "Make '{0}' a static property or a static method that returns Dataset<T>, IEnumerable<T> or IAsyncEnumerable<T>; a method with parameters needs a [Case] that gives them");

    public static readonly DiagnosticDescriptor Duplicate = Rule.Error(
        "ASY0102", Category, "A slice's id must be unique", "The id '{0}' is another slice's too; give one of them another");

    public static readonly DiagnosticDescriptor ItemType = Rule.Error(
        "ASY0103", Category, "All members must agree on the item's type", "'{0}' is for items of type {1}, but the slice '{2}' holds {3}");

    public static readonly DiagnosticDescriptor MalformedDimension = Rule.Error(
        "ASY0104", Category, "A dimension must read key=value", "Write '{0}' as key=value, each key once");

    public static readonly DiagnosticDescriptor UnknownPrompt = Rule.Error(
        "ASY0105", Category, "A slice names an unknown prompt", "No [Prompt] of this class has the id '{0}'{1}");

    public static readonly DiagnosticDescriptor UnknownFamily = Rule.Error(
        "ASY0106", Category, "A slice names an unknown prompt family", "No [Prompt] of this class has the family '{0}'{1}");

    public static readonly DiagnosticDescriptor UnknownScore = Rule.Error(
        "ASY0107", Category, "A slice names an unknown score", "No [Score] of this class has the id '{0}'{1}");

    public static readonly DiagnosticDescriptor MissingFile = Rule.Error(
        "ASY0108", Category, "A data file does not exist", "There is no file '{0}' in the project's folder; correct the path, which is relative to that folder{1}");
}
