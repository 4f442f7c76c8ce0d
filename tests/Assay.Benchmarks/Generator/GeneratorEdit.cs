namespace Assay.Benchmarks.Generator;

/// <summary>An edit after which the generator runs again.</summary>
public enum GeneratorEdit
{
    /// <summary>The body of a method of a file that no benchmark uses.</summary>
    UnrelatedBody,

    /// <summary>A new class in a file that no benchmark uses.</summary>
    UnrelatedDeclaration,

    /// <summary>A comment in a benchmark.</summary>
    Comment,

    /// <summary>White space in a benchmark.</summary>
    WhiteSpace,

    /// <summary>The code of a benchmark's score.</summary>
    Score,

    /// <summary>The text of a benchmark's prompt.</summary>
    Prompt,
}
