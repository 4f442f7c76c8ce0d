using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Reading;

/// <summary>Reads attributes' values with the places where they are written.</summary>
internal static class AttributeReading
{
    public static bool Is(this AttributeData attribute, string name) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: "Assay", ContainingNamespace.IsGlobalNamespace: true } } type && type.Name == name;

    /// <summary>The first argument where it is a text, empty for a null one, of which the compiler only warns; null where there is none.</summary>
    public static string? FirstText(this AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Type.SpecialType: SpecialType.System_String } first, ..] ? first.Value as string ?? "" : null;

    public static string? NamedText(this AttributeData attribute, string name) => attribute.Named(name)?.Value as string;

    public static double NamedNumber(this AttributeData attribute, string name, double otherwise) =>
        attribute.Named(name) is { Value: double number } ? number : otherwise;

    public static int NamedInteger(this AttributeData attribute, string name, int otherwise) =>
        attribute.Named(name) is { Value: int number } ? number : otherwise;

    public static bool NamedTruth(this AttributeData attribute, string name, bool otherwise) =>
        attribute.Named(name) is { Value: bool truth } ? truth : otherwise;

    /// <summary>A named array's texts, each with its place.</summary>
    public static IReadOnlyList<(string Text, Location Place)> NamedTexts(this AttributeData attribute, string name)
    {
        if (attribute.Named(name) is not { Kind: TypedConstantKind.Array, Values: { IsDefault: false } values })
            return [];
        var texts = new List<(string, Location)>(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Value is string text)
                texts.Add((text, attribute.ElementPlace(name, i, values.Length)));
        }

        return texts;
    }

    /// <summary>The place of an element of a named array; of the whole where elements are not written one by one.</summary>
    public static Location ElementPlace(this AttributeData attribute, string name, int index, int count) =>
        attribute.ElementSyntax(name, index, count)?.GetLocation() ?? attribute.PlaceOf(name);

    /// <summary>An element of a named array as it is written; null where elements are not written one by one.</summary>
    public static ExpressionSyntax? ElementSyntax(this AttributeData attribute, string name, int index, int count) =>
        ElementsOf(attribute.ArgumentSyntax(name)) is var written && written.Length == count ? written[index] : null;

    /// <summary>The place of a named argument's value, or of the first positional one for null; of the attribute where there is none.</summary>
    public static Location PlaceOf(this AttributeData attribute, string? name) =>
        attribute.ArgumentSyntax(name)?.GetLocation() ?? attribute.Place();

    /// <summary>The place of the attribute's name and arguments.</summary>
    public static Location Place(this AttributeData attribute) => attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? Location.None;

    /// <summary>The written value of a named argument, or of the first positional one for null.</summary>
    public static ExpressionSyntax? ArgumentSyntax(this AttributeData attribute, string? name)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax { ArgumentList.Arguments: var arguments })
            return null;
        foreach (var argument in arguments)
        {
            if (argument.NameEquals?.Name.Identifier.ValueText == name)
                return argument.Expression;
        }

        return null;
    }

    /// <summary>The written value of a positional argument; null where it is named or absent.</summary>
    public static ExpressionSyntax? PositionalSyntax(this AttributeData attribute, int index) =>
        attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList.Arguments: var arguments } && index < arguments.Count && arguments[index] is { NameEquals: null, NameColon: null } argument
            ? argument.Expression
            : null;

    /// <summary>Attributes in the order in which people read them: by file, then by position.</summary>
    public static ImmutableArray<AttributeData> InSourceOrder(this IEnumerable<AttributeData> attributes) =>
    [
        .. attributes
            .Where(static attribute => attribute.ApplicationSyntaxReference is not null)
            .OrderBy(static attribute => attribute.ApplicationSyntaxReference!.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(static attribute => attribute.ApplicationSyntaxReference!.Span.Start),
    ];

    private static TypedConstant? Named(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
                return argument.Value;
        }

        return null;
    }

    private static ImmutableArray<ExpressionSyntax> ElementsOf(ExpressionSyntax? array) => array switch
    {
        CollectionExpressionSyntax collection => [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(static element => element.Expression)],
        ArrayCreationExpressionSyntax { Initializer.Expressions: var elements } => [.. elements],
        ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: var elements } => [.. elements],
        _ => [],
    };
}
