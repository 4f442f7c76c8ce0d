using System.Text.Json;
using Assay.Contracts;

namespace Assay.Metrics;

/// <summary>
/// 1 when the answer contains the expected text, else 0; every text contains the empty one. Settings: <c>expected</c>, a
/// path; <c>require</c>, whether <c>any</c> (the default) or <c>all</c> of several expected texts must be there;
/// <c>ignore_case</c>, false by default.
/// </summary>
internal sealed class ContainsMetric : IMetric
{
    /// <inheritdoc/>
    public string Id => "contains";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var expected = ExpectedValue.Read(Id, reader);
        var all = reader.OneOf("require", "any", "any", "all") == "all";
        var comparison = reader.Flag("ignore_case", false) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        reader.Done();
        return (context, _) =>
        {
            var actual = ActualValue.Text(context);
            var parts = expected.AllOf(context.Item).Select(entry => actual.Contains(ActualValue.TextOf(entry), comparison));
            return ValueTask.FromResult(new MetricResult((all ? parts.All(found => found) : parts.Any(found => found)) ? 1 : 0));
        };
    }
}
