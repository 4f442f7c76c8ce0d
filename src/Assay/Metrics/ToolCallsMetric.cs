using System.Text.Json;
using Assay.Contracts;

namespace Assay.Metrics;

/// <summary>
/// 1 when the model called the tools that the item expects. Settings: <c>expected</c>, the path of a list of tools' ids, or of objects with
/// <c>tool</c> and <c>arguments</c>, <c>tools</c> by default; <c>order</c>: <c>exact</c>, the default, for these calls alone in this order,
/// <c>in_order</c> for these in this order with others in between, <c>any_order</c> for these among others; <c>arguments</c>: <c>subset</c>, the
/// default, see <see cref="ToolCall.Has(JsonElement)"/>, <c>exact</c> or <c>ignore</c>; <c>partial</c>, false by default: whether the score is the share
/// of expected calls that were made, with <c>exact</c> of all calls on either side, whichever are more.
/// </summary>
internal sealed class ToolCallsMetric : IMetric
{
    private const string ExactOrder = "exact";
    private const string AnyOrder = "any_order";

    /// <inheritdoc/>
    public string Id => "tool_calls";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var expected = ExpectedValue.Read(Id, reader, byDefault: "tools");
        var order = reader.OneOf("order", ExactOrder, ExactOrder, "in_order", AnyOrder);
        var arguments = reader.OneOf("arguments", "subset", "subset", "exact", "ignore");
        var partial = reader.Flag("partial", false);
        reader.Done();
        return (context, _) =>
        {
            var right = ExpectedCall.ReadFrom(expected, context.Item);
            var calls = Transcript.Of(context.Output).Calls;
            bool Fits(int i, int j) => right[i].Fits(calls[j], arguments);
            var made = order == AnyOrder ? CallMatching.InAnyOrder(right.Count, calls.Count, Fits) : CallMatching.InOrder(right.Count, calls.Count, Fits);
            var whole = order == ExactOrder ? Math.Max(right.Count, calls.Count) : right.Count;
            var share = whole == 0 ? 1 : (double)made / whole;
            return ValueTask.FromResult(new MetricResult(
                partial || share == 1 ? share : 0,
                share == 1 ? null : $"Expected {List(right.Select(static call => call.ToString()))}; called {List(calls.Select(static call => $"{call.Tool}({call.Arguments})"))}."));
        };
    }

    private static string List(IEnumerable<string> calls) => string.Join(", ", calls) is { Length: > 0 } text ? text : "nothing";
}
