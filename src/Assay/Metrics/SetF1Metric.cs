using System.Text.Json;
using Assay.Contracts;
using Assay.Extractors;

namespace Assay.Metrics;

/// <summary>
/// F1 over distinct entries, see <see cref="Overlap.Sets"/>. A sequence or JSON array is taken entry by entry, a text is
/// split. Settings: <c>expected</c>, a path; <c>separator</c> of texts, a comma by default; <c>normalize</c>, whether entries
/// are normalised as by <c>normalized_text</c>, true by default.
/// </summary>
internal sealed class SetF1Metric : IMetric
{
    /// <inheritdoc/>
    public string Id => "set_f1";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var expected = ExpectedValue.Read(Id, reader);
        var separator = reader.Text("separator", ",");
        Func<string, string> spell = reader.Flag("normalize", true) ? NormalizedText.Of : text => text;
        reader.Done();
        return (context, _) => ValueTask.FromResult(new MetricResult(Overlap.Sets(
            ActualValue.List(context.Parsed ?? context.Output.Text, separator).Select(spell),
            ActualValue.List(expected.Of(context.Item), separator).Select(spell))));
    }
}
