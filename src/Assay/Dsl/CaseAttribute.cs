namespace Assay;

/// <summary>
/// Gives the parameters of a <see cref="SliceAttribute"/>'s method, and makes one slice of them. In the slice's id, dimensions and filters
/// <c>{parameter}</c> is filled in, and each parameter is a dimension of the slice.
/// </summary>
/// <param name="values">One for each parameter, in order: texts, numbers, truth values, characters, enum members, types or null.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class CaseAttribute(params object?[]? values) : Attribute
{
    /// <summary>One value for each parameter, in order.</summary>
    public object?[] Values { get; } = values ?? [null];
}
