using Assay.Contracts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Assay.Evaluation;

/// <summary>A judge as an evaluator.</summary>
/// <param name="judge">The judge.</param>
/// <param name="options">What its metric is called and what it reads.</param>
internal sealed class JudgeEvaluator(IJudge judge, AssayEvaluatorOptions options) : IEvaluator
{
    private readonly string name = options.Name ?? judge.Id;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EvaluationMetricNames => [name];

    /// <inheritdoc/>
    public ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages, ChatResponse modelResponse, ChatConfiguration? chatConfiguration = null, IEnumerable<EvaluationContext>? additionalContext = null, CancellationToken cancellationToken = default) =>
        Found.ByAsync(name, options, async () =>
        {
            EvaluationContext[] contexts = [.. additionalContext ?? []];
            var reference = contexts.FirstOrDefault(context => context.Name == options.Reference);
            var verdict = await judge.JudgeAsync(
                new JudgeRequest(options.ToItem([.. messages], contexts), [ChatTexts.ToOutput(modelResponse)])
                {
                    Criteria = options.Criteria,
                    Reference = reference is null ? null : EvaluatedItems.TextOf(reference),
                    Runtime = ChatModelCaller.ContextOf(chatConfiguration, options.Time),
                },
                cancellationToken);
            return new MetricResult(verdict.Score, verdict.Explanation ?? verdict.Label) { JudgeCalls = verdict.Calls };
        }, cancellationToken);
}
