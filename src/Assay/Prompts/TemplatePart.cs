using Assay.Datasets;

namespace Assay.Prompts;

/// <summary>A part of a template: literal text, or a placeholder.</summary>
/// <param name="Text">The literal text; for a placeholder what was written, braces and all.</param>
/// <param name="Field">The namespace and the way within it; null for literal text.</param>
/// <param name="Format">The format of a number; null for none.</param>
internal readonly record struct TemplatePart(string Text, FieldPath? Field, string? Format);
