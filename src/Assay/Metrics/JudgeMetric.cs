using System.Text.Json;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.Metrics;

/// <summary>
/// Asks a judge about the output; the score is the verdict's. Settings: <c>judge</c>, its id; <c>criteria</c>, in words; <c>reference</c>, the path of the
/// item's field that holds a good answer; <c>against</c>, the path of the field that holds the output with which a comparison's is compared: 1 where ours is better, 0.5 for a tie.
/// </summary>
internal sealed class JudgeMetric : IMetric
{
    /// <inheritdoc/>
    public string Id => "judge";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public ValueList<string> JudgesOf(JsonElement? config) =>
        config is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty("judge", out var judge) && judge.ValueKind == JsonValueKind.String ? [judge.GetString()!] : [];

    /// <inheritdoc/>
    /// <exception cref="Errors.SpecValidationException">The settings lack the judge.</exception>
    public BoundMetric Bind(JsonElement? config) => Bind(config, new Dictionary<string, IJudge>());

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config, IReadOnlyDictionary<string, IJudge> judges)
    {
        var reader = new ConfigReader(Id, config);
        var name = reader.RequiredText("judge");
        var criteria = reader.OptionalText("criteria");
        var reference = reader.Raw("reference") is null ? null : ExpectedValue.Read(Id, reader, "reference", "reference");
        var against = reader.Raw("against") is null ? null : ExpectedValue.Read(Id, reader, "against", "against");
        reader.Done();
        var judge = judges[name];
        return async (context, cancellationToken) =>
        {
            ValueList<Output> outputs = against is null ? [context.Output] : [context.Output, new Output(ActualValue.TextOf(against.Of(context.Item)))];
            var request = new JudgeRequest(context.Item, outputs)
            {
                Criteria = criteria,
                Reference = reference is null ? null : ActualValue.TextOf(reference.Of(context.Item)),
                Runtime = context.Runtime,
            };
            var verdict = await judge.JudgeAsync(request, cancellationToken).ConfigureAwait(false);
            return new MetricResult(verdict.Score, verdict.Explanation) { JudgeCalls = verdict.Calls };
        };
    }
}
