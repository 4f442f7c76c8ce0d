namespace Assay.Generators.Templates;

/// <summary>The kinds of a template's pieces.</summary>
internal enum TemplatePartKind
{
    /// <summary>Text to repeat.</summary>
    Literal,

    /// <summary>A placeholder.</summary>
    Placeholder,

    /// <summary>Something that is neither.</summary>
    Malformed,
}
