using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads named values of attributes for which no value means "not written".</summary>
internal static class AttributeValues
{
    /// <summary>Whether a named argument is written.</summary>
    public static bool Has(this AttributeData attribute, string name) => attribute.NamedArguments.Any(argument => argument.Key == name);

    /// <summary>A written number; null where it is not written.</summary>
    public static T? Written<T>(this AttributeData attribute, string name)
        where T : struct
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Kind != TypedConstantKind.Array && argument.Value.Value is T value)
                return value;
        }

        return null;
    }

    /// <summary>The values of a written array, each as its type says.</summary>
    public static IReadOnlyList<object?> Values(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value is { Kind: TypedConstantKind.Array, Values: { IsDefault: false } values })
                return [.. values.Select(static value => value.Kind == TypedConstantKind.Array ? null : value.Value)];
        }

        return [];
    }
}
