namespace Assay.Results;

/// <summary>By what results are grouped.</summary>
/// <param name="Kind">What kind of key.</param>
/// <param name="Dimension">The dimension's name where <paramref name="Kind"/> is <see cref="GroupKind.Dimension"/>; null otherwise.</param>
public readonly record struct GroupKey(GroupKind Kind, string? Dimension = null)
{
    /// <summary>By one of the slices' dimensions; slices without it form a group of their own with an empty value.</summary>
    public static GroupKey ByDimension(string name) => new(GroupKind.Dimension, name);

    /// <summary>By a kind that needs no name.</summary>
    public static implicit operator GroupKey(GroupKind kind) => new(kind);
}
