using System.Text.Json;
using Assay.Contracts;

namespace Assay.Metrics;

/// <summary>
/// A count over a conversation: <c>turn_count</c>, the model's answers with the final one; <c>tool_call_count</c>, its calls of tools;
/// <c>tool_error_count</c>, its calls of which it was told that they went wrong. The last two have the setting <c>tool</c>, which counts one tool's
/// alone. Fewer is better as a rule: say so in the score.
/// </summary>
/// <param name="id">The metric's id.</param>
/// <param name="hasTool">Whether it may count one tool alone.</param>
/// <param name="count">Counts, of the calls that are meant.</param>
internal sealed class TranscriptCountMetric(string id, bool hasTool, Func<Transcript, IEnumerable<ToolCall>, int> count) : IMetric
{
    /// <inheritdoc/>
    public string Id { get; } = id;

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var tool = hasTool ? reader.OptionalText("tool") : null;
        reader.Done();
        return (context, _) =>
        {
            var transcript = Transcript.Of(context.Output);
            return ValueTask.FromResult(new MetricResult(count(transcript, transcript.Calls.Where(call => tool is null || call.Tool == tool))));
        };
    }
}
