using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads <c>[Tool]</c> methods.</summary>
internal static class ToolReader
{
    public static EquatableArray<ToolModel> Read(ReadingContext context, BenchmarkMembers members, ItemModel items)
    {
        var tools = new List<ToolModel>();
        foreach (var declaration in members.Tools)
        {
            if (declaration.Symbol is IMethodSymbol method && Read(context, declaration, method, items) is { } tool)
                tools.Add(tool);
        }

        return tools.ToEquatable();
    }

    private static ToolModel? Read(ReadingContext context, Declaration declaration, IMethodSymbol method, ItemModel items)
    {
        var description = declaration.Attribute.ConstructorArguments is [_, { Value: string text }] ? text : "";
        if (string.IsNullOrWhiteSpace(description))
            context.Report(ToolRules.NoDescription, declaration.NamePlace, method.Name);
        var (form, returned) = ReturnReading.Of(context, method);
        if (returned.NullableAnnotation == NullableAnnotation.Annotated || TextOf(context, returned) is not { } asText)
            return Refuse(SignatureSyntax.ReturnPlace(method), $"it returns {returned.ToShort()}", returned);
        if (method.IsGenericMethod)
            return Refuse(method.Locations[0], "it must not be generic");

        var schema = new ToolSchema(context);
        var arguments = new List<string>();
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind is not (RefKind.None or RefKind.In))
                return Refuse(SignatureSyntax.TypePlace(parameter), $"'{parameter.Name}' must be passed by value");
            if (Given(context, parameter, items) is { } given)
                arguments.Add(given);
            else if (schema.Add(parameter) is { } argument)
                arguments.Add(argument);
            else if (context.IsPart && items.Type is null)
                return null;
            else
                return Refuse(SignatureSyntax.TypePlace(parameter), $"'{parameter.Name}' is a {parameter.Type.ToShort()}, {schema.Problem}", parameter.Type);
        }

        return new ToolModel(declaration.Id, description, context.VersionOf(declaration), schema.ToJson(), $"{MemberAccess.Of(context, method)}({string.Join(", ", arguments)})", form, asText)
        {
            UsesArguments = schema.ToJson() is not null,
            UsesRequest = arguments.Exists(static argument => argument.Contains("request")),
            UsesToken = arguments.Contains("cancellationToken"),
        };

        ToolModel? Refuse(Location place, string reason, ITypeSymbol? type = null)
        {
            if (type?.TypeKind != TypeKind.Error)
                context.Report(ToolRules.Signature, place, method.Name, reason);
            return null;
        }
    }

    /// <summary>What a parameter is given that is no argument; null for an argument.</summary>
    private static string? Given(ReadingContext context, IParameterSymbol parameter, ItemModel items) =>
        KnownTypes.Same(parameter.Type, context.Known.CancellationToken) ? "cancellationToken"
        : KnownTypes.Same(parameter.Type, context.Known.EngineRequest) ? "request"
        : KnownTypes.Same(parameter.Type, items.Type) ? $"({parameter.Type.ToGlobal()})request.Item.Value"
        : null;

    private static string? TextOf(ReadingContext context, ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => "{0}",
        SpecialType.System_Boolean => "{0} ? \"true\" : \"false\"",
        _ when KnownTypes.Same(type, context.Known.JsonElement) => "{0}.GetRawText()",
        _ when ToolSchema.NumberTypeOf(type) is not null => "{0}.ToString(global::System.Globalization.CultureInfo.InvariantCulture)",
        _ => null,
    };
}
