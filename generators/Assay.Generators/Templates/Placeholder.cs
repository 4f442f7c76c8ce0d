namespace Assay.Generators.Templates;

/// <summary>A placeholder as generated code fills it in.</summary>
/// <param name="Expression">The expression with its format; null where the placeholder is wrong.</param>
/// <param name="IsText">Whether it is a string, so that no culture matters.</param>
internal readonly record struct Placeholder(string? Expression, bool IsText);
