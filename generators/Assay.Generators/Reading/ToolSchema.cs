using Assay.Generators.Emit;
using Assay.Generators.Templates;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Makes the JSON schema of a tool's arguments, and the expressions that read them.</summary>
internal sealed class ToolSchema(ReadingContext context)
{
    private const string Value = "value";

    private readonly List<(string Name, string Schema, bool IsRequired)> members = [];
    private readonly List<ITypeSymbol> path = [];

    /// <summary>What is wrong with the last parameter's type.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Adds an argument.</summary>
    /// <returns>The expression that reads it from <c>arguments</c>; null where its type is none of JSON.</returns>
    public string? Add(IParameterSymbol parameter)
    {
        Problem = "which no JSON stands for";
        if (Of(parameter.Type) is not { } type)
            return null;
        members.Add((parameter.Name, Describe(type.Schema, parameter).ToString(), !parameter.HasExplicitDefaultValue));
        return Get("new global::Assay.Contracts.ToolArgument(arguments)", parameter, parameter.Name, type.Read);
    }

    /// <summary>The schema of an object of a type; null where none can be made, which <see cref="Problem"/> then explains.</summary>
    public string? ObjectOf(ITypeSymbol type)
    {
        Problem = "its constructor takes what no JSON stands for, or is not there";
        return type.TypeKind is TypeKind.Class or TypeKind.Struct && type.SpecialType == SpecialType.None && ListOf(type) is null && FormatOf(type) is null && !KnownTypes.Same(type, context.Known.JsonElement)
            ? OfObject(type)?.Schema.ToString()
            : null;
    }

    /// <summary>The schema; null where there are no arguments.</summary>
    public string? ToJson() => members.Count == 0 ? null : Object(members).ToString();

    /// <summary>What JSON calls a type of numbers; null for any other.</summary>
    public static string? NumberTypeOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 => "integer",
        SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal => "number",
        _ => null,
    };

    private static string Get(string from, IParameterSymbol parameter, string name, string read)
    {
        var otherwise = parameter.HasExplicitDefaultValue ? $", {Literal.Constant(parameter.ExplicitDefaultValue, parameter.Type)}" : "";
        return $"{from}.Get<{parameter.Type.ToGlobal()}>({Literal.Quote(name)}, static {Value} => {read}{otherwise})";
    }

    private (JsonSchema Schema, string Read)? Of(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] })
            return Of(inner) is { } value ? (value.Schema.OrNull(), $"{Value}.IsNull ? null : ({type.ToGlobal()}){value.Read}") : null;
        if (Plain(type) is not { } plain)
            return null;
        return type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? (plain.Schema.OrNull(), $"{Value}.IsNull ? null : {plain.Read}") : plain;
    }

    private (JsonSchema Schema, string Read)? Plain(ITypeSymbol type)
    {
        var name = type.WithNullableAnnotation(NullableAnnotation.None).ToGlobal();
        if (NumberTypeOf(type) is { } number)
            return (new JsonSchema(number), $"{Value}.AsNumber<{name}>()");
        if (type.TypeKind == TypeKind.Enum)
            return (new JsonSchema("string").With("enum", [.. type.GetMembers().OfType<IFieldSymbol>().Where(static field => field.HasConstantValue).Select(static field => JsonText.Quote(field.Name))]), $"{Value}.AsChoice<{name}>()");
        if (KnownTypes.Same(type, context.Known.JsonElement))
            return (new JsonSchema(null), $"{Value}.AsJson()");
        return type.SpecialType switch
        {
            SpecialType.System_String => (new JsonSchema("string"), $"{Value}.AsText()"),
            SpecialType.System_Boolean => (new JsonSchema("boolean"), $"{Value}.AsTruth()"),
            SpecialType.System_Char => (new JsonSchema("string"), $"{Value}.AsParsed<char>()"),
            _ when FormatOf(type) is { } format => (new JsonSchema("string").With("format", JsonText.Quote(format)), $"{Value}.AsParsed<{name}>()"),
            _ => ListOf(type) is { } element ? OfList(type, element) : OfObject(type),
        };
    }

    private static string? FormatOf(ITypeSymbol type) => type.ContainingNamespace is not { Name: "System", ContainingNamespace.IsGlobalNamespace: true } ? null : type.Name switch
    {
        "Guid" => "uuid",
        "DateTime" or "DateTimeOffset" => "date-time",
        "DateOnly" => "date",
        "TimeOnly" => "time",
        _ => null,
    };

    private static ITypeSymbol? ListOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1, ElementType: var element } => element,
        INamedTypeSymbol { TypeArguments: [var element], Name: "List" or "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection" or "IList" or "ICollection" } list
            when list.ContainingNamespace.ToDisplayString() == "System.Collections.Generic" => element,
        _ => null,
    };

    private (JsonSchema Schema, string Read)? OfList(ITypeSymbol type, ITypeSymbol element)
    {
        if (Of(element) is not { } inner)
            return null;
        var array = $"{Value}.AsList<{element.ToGlobal()}>(static {Value} => {inner.Read})";
        return (new JsonSchema("array").With("items", inner.Schema.ToString()), type.Name == "List" ? $"new {type.WithNullableAnnotation(NullableAnnotation.None).ToGlobal()}({array})" : array);
    }

    private (JsonSchema Schema, string Read)? OfObject(ITypeSymbol type)
    {
        if (path.Exists(outer => KnownTypes.Same(outer, type)))
            return Refuse("which holds itself");
        if (ConstructorOf(type) is not { } constructor)
            return null;
        path.Add(type);
        var fields = new List<(string, string, bool)>();
        var arguments = new List<string>();
        foreach (var parameter in constructor.Parameters)
        {
            if (Of(parameter.Type) is not { } field)
                return Refuse($"whose '{parameter.Name}' is a {parameter.Type.ToShort()}");
            var name = char.ToLowerInvariant(parameter.Name[0]) + parameter.Name.Substring(1);
            fields.Add((name, Describe(field.Schema, parameter).ToString(), !parameter.HasExplicitDefaultValue));
            arguments.Add(Get(Value, parameter, name, field.Read));
        }

        path.RemoveAt(path.Count - 1);
        return (Object(fields), $"new {type.WithNullableAnnotation(NullableAnnotation.None).ToGlobal()}({string.Join(", ", arguments)})");
    }

    private IMethodSymbol? ConstructorOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsAbstract: false, TypeKind: TypeKind.Class or TypeKind.Struct } own && KnownAssembly(own)
            ? own.InstanceConstructors
                .Where(constructor => !constructor.Parameters.IsEmpty && context.Compilation.IsSymbolAccessibleWithin(constructor, context.Type) && !(constructor.Parameters is [{ Type: var only }] && KnownTypes.Same(only, own)))
                .OrderByDescending(static constructor => constructor.Parameters.Length)
                .FirstOrDefault()
            : null;

    private bool KnownAssembly(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, context.Compilation.Assembly);

    private (JsonSchema Schema, string Read)? Refuse(string problem)
    {
        Problem = problem;
        return null;
    }

    private static JsonSchema Describe(JsonSchema schema, IParameterSymbol parameter) =>
        parameter.GetAttributes().FirstOrDefault(static attribute => attribute.AttributeClass is { Name: "DescriptionAttribute" } type && type.ContainingNamespace.ToDisplayString() == "System.ComponentModel") is { } described
        && described.FirstText() is { } text
            ? schema.With("description", JsonText.Quote(text))
            : schema;

    private static JsonSchema Object(IReadOnlyList<(string Name, string Schema, bool IsRequired)> fields) => new JsonSchema("object")
        .With("properties", $"{{{string.Join(",", fields.Select(static field => $"{JsonText.Quote(field.Name)}:{field.Schema}"))}}}")
        .With("required", [.. fields.Where(static field => field.IsRequired).Select(static field => JsonText.Quote(field.Name))])
        .With("additionalProperties", "false");
}
