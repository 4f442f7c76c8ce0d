using System.Text.Json;
using Assay.Contracts;

namespace Assay.Metrics;

/// <summary>
/// The mean of each label's F1 over a slice, see <see cref="Corpus.MacroF1"/>: the label is the parsed value as text, or the output's text, trimmed. Settings:
/// <c>expected</c>, a path; <c>ignore_case</c>, false by default.
/// </summary>
internal sealed class MacroF1Metric : ISliceMetric
{
    /// <inheritdoc/>
    public string Id => "macro_f1";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundSliceMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var expected = ExpectedValue.Read(Id, reader);
        Func<string, string> spell = reader.Flag("ignore_case", false) ? text => text.Trim().ToLowerInvariant() : text => text.Trim();
        reader.Done();
        return (context, _) =>
        {
            var labels = new LabelCounts<string>();
            foreach (var (item, output, extraction) in context.Answers)
            {
                var isFound = extraction.Success || extraction.Reason is null;
                labels.Add(spell(ActualValue.TextOf(expected.Of(item))), isFound, isFound ? spell(extraction.Success ? ActualValue.TextOf(extraction.Value) : output.Text) : null);
            }

            return ValueTask.FromResult(new MetricResult(labels.MacroF1()));
        };
    }
}
