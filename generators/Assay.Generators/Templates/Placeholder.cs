namespace Assay.Generators.Templates;

/// <summary>A placeholder as generated code fills it in.</summary>
/// <param name="Expression">The expression with its format; null where the placeholder is wrong or a constant.</param>
/// <param name="IsText">Whether it is a string, so that no culture matters.</param>
internal readonly record struct Placeholder(string? Expression, bool IsText)
{
    /// <summary>What it always stands for; null where that depends on the item.</summary>
    public string? Constant { get; init; }

    /// <summary>Whether it is right.</summary>
    public bool IsResolved => Expression is not null || Constant is not null;
}
