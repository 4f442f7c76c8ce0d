using Assay.Contracts;
using Assay.Extractors;

namespace Assay.Metrics;

/// <summary>The metrics that every registry with built-ins has.</summary>
internal static class BuiltInMetrics
{
    /// <summary>All of them; they have no state.</summary>
    public static IReadOnlyList<IMetric> All { get; } =
    [
        new TextMetric("exact_match", Exact),
        new TextMetric("normalized_match", _ => (actual, expected) => Similarity.Normalized(actual, expected) ? 1 : 0),
        new NumericMetric(),
        new JudgeMetric(),
        new EmbeddingMetric(),
        new ContainsMetric(),
        new RegexMetric(),
        new SetF1Metric(),
        new TextMetric("token_f1", _ => Similarity.TokenF1),
        new TextMetric("edit_similarity", Edit),
        new TextMetric("rouge_l", Rouge),
        new BleuMetric(),
        new ChoiceAccuracyMetric(),
        new JsonFieldMatchMetric(),
        new AnswerProbabilityMetric(),
        new ToolCallsMetric(),
        new TranscriptCountMetric("turn_count", hasTool: false, static (transcript, _) => transcript.AnswerCount),
        new TranscriptCountMetric("tool_call_count", hasTool: true, static (_, calls) => calls.Count()),
        new TranscriptCountMetric("tool_error_count", hasTool: true, static (_, calls) => calls.Count(static call => call.Failed)),
    ];

    /// <summary>1 when both texts are equal, character by character. Settings <c>trim</c>, true by default, and <c>ignore_case</c>, false by default.</summary>
    private static Func<string, string, double> Exact(ConfigReader reader)
    {
        var trim = reader.Flag("trim", true);
        var comparison = reader.Flag("ignore_case", false) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return (actual, expected) => (trim ? actual.Trim().Equals(expected.Trim(), comparison) : actual.Equals(expected, comparison)) ? 1 : 0;
    }

    /// <summary>Setting <c>normalize</c>, false by default: whether both texts are normalised as by <c>normalized_text</c>.</summary>
    private static Func<string, string, double> Edit(ConfigReader reader) =>
        reader.Flag("normalize", false)
            ? (actual, expected) => Similarity.Edit(NormalizedText.Of(actual), NormalizedText.Of(expected))
            : Similarity.Edit;

    /// <summary>Setting <c>beta</c>, 1 by default: how many times recall weighs as much as precision.</summary>
    private static Func<string, string, double> Rouge(ConfigReader reader)
    {
        var beta = reader.Number("beta", 1, 0, 1000);
        return (actual, expected) => RougeL.Score(Words.Lower(actual), Words.Lower(expected), beta);
    }
}
