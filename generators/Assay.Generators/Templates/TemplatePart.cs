namespace Assay.Generators.Templates;

/// <summary>A piece of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The literal text, the placeholder's inside, or the reason why it is malformed.</param>
/// <param name="Start">Where it begins in the template.</param>
/// <param name="Length">How long it is there, braces included.</param>
internal sealed record TemplatePart(TemplatePartKind Kind, string Text, int Start, int Length);
