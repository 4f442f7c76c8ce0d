using Assay.Contracts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Assay.Evaluation;

/// <summary>A metric as an evaluator.</summary>
/// <param name="metric">The metric.</param>
/// <param name="options">Its settings and judges, what it is called and what it reads.</param>
internal sealed class MetricEvaluator(IMetric metric, AssayEvaluatorOptions options) : IEvaluator
{
    private readonly string name = options.Name ?? metric.Id;
    private readonly BoundMetric bound = metric.Bind(options.Config, options.Judges);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EvaluationMetricNames => [name];

    /// <inheritdoc/>
    public ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages, ChatResponse modelResponse, ChatConfiguration? chatConfiguration = null, IEnumerable<EvaluationContext>? additionalContext = null, CancellationToken cancellationToken = default) =>
        Found.ByAsync(name, options, () =>
        {
            var parsed = options.Parse?.Invoke(modelResponse);
            var context = new MetricContext(options.ToItem([.. messages], [.. additionalContext ?? []]), ChatTexts.ToOutput(modelResponse), parsed)
            {
                Runtime = ChatModelCaller.ContextOf(chatConfiguration, options.Time),
                Extraction = options.Parse is null ? default : Extraction.Found(parsed),
            };
            return bound(context, cancellationToken);
        }, cancellationToken);
}
