using Assay.Errors;

namespace Assay.Results;

/// <summary>By what results are grouped.</summary>
/// <param name="Kind">What kind of key.</param>
/// <param name="Dimension">The dimension's name where <paramref name="Kind"/> is <see cref="GroupKind.Dimension"/>; null otherwise.</param>
public readonly record struct GroupKey(GroupKind Kind, string? Dimension = null)
{
    /// <summary>What a table's column is called: the kind in lower case, or the dimension's name.</summary>
    public string Name => Kind == GroupKind.Dimension ? Dimension ?? "" : Kind.ToString().ToLowerInvariant();

    /// <summary>By one of the slices' dimensions; slices without it form a group of their own with an empty value.</summary>
    public static GroupKey ByDimension(string name) => new(GroupKind.Dimension, name);

    /// <summary>Reads a key as people type it: <c>model</c>, <c>slice</c>, <c>prompt</c>, <c>params</c>, <c>metric</c>, <c>item</c>, <c>status</c>, or <c>dimension:</c> and a name.</summary>
    /// <param name="text">The key, in lower case.</param>
    /// <exception cref="AssayException">It is none of these (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static GroupKey Parse(string text)
    {
        const string prefix = "dimension:";
        if (text.StartsWith(prefix, StringComparison.Ordinal) && text.Length > prefix.Length)
            return ByDimension(text[prefix.Length..]);
        return text switch
        {
            "model" => GroupKind.Model,
            "slice" => GroupKind.Slice,
            "prompt" => GroupKind.Prompt,
            "params" => GroupKind.Params,
            "metric" => GroupKind.Metric,
            "item" => GroupKind.Item,
            "status" => GroupKind.Status,
            _ => throw new AssayException(ErrorCode.OptionInvalid, $"Results cannot be grouped by '{text}'; use model, slice, prompt, params, metric, item, status, or dimension: and a name."),
        };
    }

    /// <summary>By a kind that needs no name.</summary>
    public static implicit operator GroupKey(GroupKind kind) => new(kind);

    /// <summary>The name, a dimension's with <c>dimension:</c> before it: what <see cref="Parse"/> reads.</summary>
    public override string ToString() => Kind == GroupKind.Dimension ? $"dimension:{Dimension}" : Name;
}
