using Assay.Contracts;

namespace Assay.Extractors;

/// <summary>The extractors that every registry with built-ins has.</summary>
internal static class BuiltInExtractors
{
    /// <summary>All of them; they have no state.</summary>
    public static IReadOnlyList<IExtractor> All { get; } =
    [
        new RegexExtractor(),
        new JsonSchemaExtractor(),
        new EmbeddedJsonExtractor(),
        new FirstNumberExtractor(),
        new ChoiceLetterExtractor(),
        new BoxedTextExtractor(),
        new NormalizedTextExtractor(),
        new MathAnswerExtractor(),
    ];
}
