using Assay.Generators.Diagnostics;
using Assay.Generators.Emit;
using Assay.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Templates;

/// <summary>Finds the members that a placeholder names.</summary>
internal sealed class PlaceholderResolver(ReadingContext context, TemplateScope scope)
{
    private const string PromptPrefix = "prompt.";

    /// <summary>The rule that the last placeholder broke.</summary>
    public DiagnosticDescriptor Rule { get; private set; } = PromptRules.UnknownPlaceholder;

    /// <summary>What was wrong with the last placeholder.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Resolves a placeholder's inside: <c>item.A.B</c> or <c>item.A:format</c>.</summary>
    public Placeholder Resolve(string inside)
    {
        var colon = inside.IndexOf(':', inside.LastIndexOf(']') + 1);
        var path = colon < 0 ? inside : inside.Substring(0, colon);
        var format = colon < 0 ? null : inside.Substring(colon + 1);
        if (format is null && TemplateScope.IsOfSlice(path))
            return new Placeholder(null, IsText: true) { Constant = $"{{{inside}}}" };
        if (path.StartsWith(PromptPrefix, StringComparison.Ordinal))
            return OfPrompt(inside, path.Substring(PromptPrefix.Length), format);
        if (PathSegment.Parse(path) is not { } segments || segments[0].Keys.Count > 0 || format is { Length: 0 })
            return Fail(PromptRules.MalformedTemplate, $"'{{{inside}}}' is no placeholder; write {{item.Member}}, {{item.Member[0]}} or {{item.Member:format}}, and '{{{{' for a literal brace");
        if (segments[0].Name != "item")
            return Fail(PromptRules.UnknownPlaceholder, $"'{segments[0].Name}' is not known in a template; placeholders begin with 'item', or with 'prompt' for what the prompt says itself");

        var parameter = scope.Item;
        var type = parameter.Type;
        var expression = TypeNames.Escape(parameter.Name);
        var mayBeNull = parameter.NullableAnnotation == NullableAnnotation.Annotated;
        foreach (var segment in segments.Skip(1))
        {
            var access = mayBeNull && CanBeNull(ref type) ? "?." : ".";
            mayBeNull = true;
            if (KnownTypes.Same(type, context.Known.JsonElement))
            {
                expression += $"{access}GetProperty({Literal.Quote(segment.Name)})";
            }
            else if (MemberOf(type, segment.Name) is { } member)
            {
                expression += access + TypeNames.Escape(member.Name);
                type = Members.TypeOf(member);
            }
            else
            {
                return Fail(PromptRules.UnknownPlaceholder, $"{type.ToShort()} has no member '{segment.Name}' that can be read here{Suggest(type, segment.Name)}");
            }

            foreach (var key in segment.Keys)
            {
                var isConditional = CanBeNull(ref type);
                if (Positions.Of(context, type, key, isConditional) is not { } element)
                    return Fail(PromptRules.UnknownPlaceholder, $"{type.ToShort()} has no '[{key}]': positions from 0 are for arrays and lists, names for JSON objects");
                expression += element.Access;
                type = element.Type;
            }
        }

        return WithFormat(inside, expression, type, format, hasMember: segments.Count > 1);
    }

    /// <summary>The members that a placeholder may name, but for what records add for their own use.</summary>
    public IEnumerable<ISymbol> MembersOf(ITypeSymbol type) =>
        Members.Of(type).Where(member => member.Name != "EqualityContract" && context.Compilation.IsSymbolAccessibleWithin(member, context.Type));

    private Placeholder OfPrompt(string inside, string name, string? format)
    {
        if (scope.TextOf(name) is not { } text)
            return Fail(PromptRules.UnknownPlaceholder, $"The prompt has no variable '{TemplateScope.KeyOf(name)}'{Suggestion.For(name, scope.Names)}");
        return format is null
            ? new Placeholder(null, IsText: true) { Constant = text }
            : Fail(PromptRules.NoText, $"'{{{inside}}}' has a format, which a text does not take; leave out '{format}'");
    }

    private Placeholder WithFormat(string inside, string expression, ITypeSymbol type, string? format, bool hasMember)
    {
        var endsNullable = hasMember && CanBeNull(ref type);
        var nullable = endsNullable || expression.Contains("?.") || expression.Contains("?[");
        var isFormattable = type.TypeKind == TypeKind.Enum || type.AllInterfaces.Any(face => KnownTypes.Same(face, context.Known.Formattable));
        if (format is not null)
        {
            return isFormattable
                ? new Placeholder($"{expression}:{Literal.Escape(NumberFormats.Translate(format, type))}", IsText: false)
                : Fail(PromptRules.NoText, $"'{{{inside}}}' has a format, which {type.ToShort()} does not take; leave out '{format}'");
        }

        if (type.SpecialType == SpecialType.System_String)
            return new Placeholder(expression, IsText: true);
        if (KnownTypes.Same(type, context.Known.JsonElement))
            return new Placeholder($"{expression}{(endsNullable ? "?" : "")}.ToString()", IsText: true);
        if (type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte })
            return new Placeholder($"(global::System.Convert.ToBase64String({expression}{(type.NullableAnnotation == NullableAnnotation.Annotated || nullable ? " ?? []" : "")}))", IsText: true);
        if (type is { Name: "Uri", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            return new Placeholder($"{expression}{(type.NullableAnnotation == NullableAnnotation.Annotated || nullable ? "?" : "")}.OriginalString", IsText: true);
        if (type.SpecialType == SpecialType.System_Boolean)
            return new Placeholder(nullable ? $"({expression} is null ? \"\" : {expression} == true ? \"true\" : \"false\")" : $"({expression} ? \"true\" : \"false\")", IsText: true);
        if (IsDate(type))
            return new Placeholder($"{expression}:O", IsText: false);
        return isFormattable || HasText(type)
            ? new Placeholder(expression, IsText: false)
            : Fail(PromptRules.NoText, $"'{{{inside}}}' is a {type.ToShort()}, which has no text form; name one of its members, or give the item a property that formats it");
    }

    private static bool IsDate(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_DateTime
        || type is { Name: "DateTimeOffset" or "DateOnly" or "TimeOnly", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool HasText(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol || type.IsRefLikeType || type.AllInterfaces.Any(static face => face.SpecialType == SpecialType.System_Collections_IEnumerable))
            return false;
        for (var current = type; current is not null && current.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); current = current.BaseType)
        {
            if (current.GetMembers("ToString").Any(static member => member is IMethodSymbol { Parameters.IsEmpty: true, IsOverride: true }))
                return true;
        }

        return false;
    }

    private static bool CanBeNull(ref ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] })
            return type.IsReferenceType;
        type = inner;
        return true;
    }

    private ISymbol? MemberOf(ITypeSymbol type, string name) => MembersOf(type).FirstOrDefault(member => member.Name == name);

    private string Suggest(ITypeSymbol type, string name) => Suggestion.For(name, MembersOf(type).Select(static member => member.Name));

    private Placeholder Fail(DiagnosticDescriptor rule, string problem)
    {
        Rule = rule;
        Problem = problem;
        return default;
    }
}
