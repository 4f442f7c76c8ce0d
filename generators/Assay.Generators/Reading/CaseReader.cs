using System.Collections.Immutable;
using System.Globalization;
using Assay.Generators.Diagnostics;
using Assay.Generators.Emit;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Reading;

/// <summary>Reads the <c>[Case]</c>s of a slice's method.</summary>
internal static class CaseReader
{
    private const string AttributeName = "CaseAttribute";

    /// <summary>Whether a member has cases.</summary>
    public static bool HasCases(ISymbol member) => member.GetAttributes().Any(static attribute => attribute.Is(AttributeName));

    /// <summary>Whether a member's id is filled in from cases.</summary>
    public static bool IsFilled(ISymbol member) => HasCases(member) || member is IMethodSymbol { Parameters.IsEmpty: false } && member.GetAttributes().Any(static attribute => attribute.Is("SliceAttribute"));

    /// <summary>The cases that fit the parameters, in order.</summary>
    public static IReadOnlyList<SliceCase> Read(ReadingContext context, ISymbol member)
    {
        var cases = new List<SliceCase>();
        foreach (var attribute in member.GetAttributes().Where(static attribute => attribute.Is(AttributeName)).InSourceOrder())
        {
            if (member is not IMethodSymbol { Parameters: { IsEmpty: false } parameters })
                context.Report(Mend.Removal(MendNames.Attribute), QueryRules.CaseMismatch, attribute.Place(), $"'{member.Name}' takes no parameters; remove the case, or give it some");
            else if (Read(context, attribute, parameters) is { } read)
                cases.Add(read);
        }

        return cases;
    }

    /// <summary>The parameters that a text names in braces and that a method lacks.</summary>
    public static IEnumerable<string> UnknownIn(string text, ISymbol member)
    {
        for (var open = text.IndexOf('{'); open >= 0; open = text.IndexOf('{', open + 1))
        {
            var close = text.IndexOf('}', open);
            if (close < 0)
                yield break;
            var name = text.Substring(open + 1, close - open - 1);
            if (member is IMethodSymbol method && method.Parameters.All(parameter => parameter.Name != name))
                yield return name;
        }
    }

    private static SliceCase? Read(ReadingContext context, AttributeData attribute, IReadOnlyList<IParameterSymbol> parameters)
    {
        var values = ValuesOf(attribute);
        if (values.Length != parameters.Count)
        {
            context.Report(QueryRules.CaseMismatch, attribute.Place(), $"The case gives {values.Length} of {parameters.Count} values; give one for each of {string.Join(", ", parameters.Select(static parameter => $"'{parameter.Name}'"))}");
            return null;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (Fits(context, values[i], parameters[i]))
                continue;
            context.Report(QueryRules.CaseMismatch, PlaceOf(attribute, i, values.Length), $"The value is {TypeOf(values[i])}, which the parameter '{parameters[i].Name}' of type {parameters[i].Type.ToShort()} cannot take");
            return null;
        }

        return new SliceCase(
            attribute.Place(),
            string.Join(", ", values.Select(Spell)),
            [.. values.Select((value, i) => new PairModel(parameters[i].Name, Text(value)))]);
    }

    private static ImmutableArray<TypedConstant> ValuesOf(AttributeData attribute) => attribute.ConstructorArguments switch
    {
        [{ Kind: TypedConstantKind.Array, IsNull: false, Values: var values }] => values,
        var others => others,
    };

    private static bool Fits(ReadingContext context, TypedConstant value, IParameterSymbol parameter) => value switch
    {
        { Kind: TypedConstantKind.Array or TypedConstantKind.Error } => value is { IsNull: true, Kind: TypedConstantKind.Array } && IsNullable(parameter.Type),
        { IsNull: true } => IsNullable(parameter.Type),
        { Type: { } type } => context.Compilation.ClassifyConversion(type, parameter.Type) is { Exists: true, IsImplicit: true },
        _ => false,
    };

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || type is { IsReferenceType: true, NullableAnnotation: not NullableAnnotation.NotAnnotated };

    private static string TypeOf(TypedConstant value) => value.IsNull ? "null" : value.Type?.ToShort() ?? "unknown";

    private static Location PlaceOf(AttributeData attribute, int index, int count) =>
        attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList.Arguments: var arguments } && arguments.Count == count
            ? arguments[index].Expression.GetLocation()
            : attribute.Place();

    private static string Spell(TypedConstant value) => value switch
    {
        { IsNull: true } => "null",
        { Kind: TypedConstantKind.Enum, Type: { } type } => $"({type.ToGlobal()})({Invariant(value.Value)})",
        { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } => $"typeof({type.ToGlobal()})",
        { Value: string text } => Literal.Quote(text),
        { Value: bool truth } => truth ? "true" : "false",
        { Value: char character } => $"(char){((int)character).ToString(CultureInfo.InvariantCulture)}",
        { Value: double number } => Literal.Number(number),
        { Value: float number } => $"(float){Literal.Number((double)number)}",
        { Type: { } type } => $"({type.ToGlobal()})({Invariant(value.Value)})",
        _ => "null",
    };

    private static string Text(TypedConstant value) => value switch
    {
        { IsNull: true } => "null",
        { Kind: TypedConstantKind.Enum, Type: { } type } => MemberOf(type, value.Value) ?? Invariant(value.Value),
        { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } => type.ToShort(),
        { Value: bool truth } => truth ? "true" : "false",
        { Value: double number } => number.ToString("R", CultureInfo.InvariantCulture),
        { Value: float number } => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Invariant(value.Value),
    };

    private static string? MemberOf(ITypeSymbol type, object? value) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value))?.Name;

    private static string Invariant(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
