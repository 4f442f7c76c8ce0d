using System.Text.Json;
using Assay.Contracts;

namespace Assay.Metrics;

/// <summary>
/// A metric that compares two texts. The setting <c>expected</c> names the item's field with the right answer; where that
/// is an array, the best score over its entries counts. Null reads as an empty text.
/// </summary>
/// <param name="id">The metric's id.</param>
/// <param name="configure">Reads the metric's other settings and gives what compares an actual with an expected text.</param>
internal sealed class TextMetric(string id, Func<ConfigReader, Func<string, string, double>> configure) : IMetric
{
    /// <inheritdoc/>
    public string Id { get; } = id;

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var expected = ExpectedValue.Read(Id, reader);
        var compare = configure(reader);
        reader.Done();
        return (context, _) =>
        {
            var actual = ActualValue.Text(context);
            return ValueTask.FromResult(new MetricResult(
                expected.AllOf(context.Item).Max(entry => compare(actual, ActualValue.TextOf(entry)))));
        };
    }
}
