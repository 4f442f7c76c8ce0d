using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Assay.Evaluation.Tests;

/// <summary>An evaluator that does what a test says.</summary>
internal sealed class Fake(IReadOnlyCollection<string> names, Func<Fake.Asked, CancellationToken, ValueTask<EvaluationResult>> evaluate) : IEvaluator
{
    public Fake(params EvaluationMetric[] metrics)
        : this([.. metrics.Select(static metric => metric.Name)], (_, _) => ValueTask.FromResult(new EvaluationResult(metrics)))
    {
    }

    public int Evaluations { get; private set; }

    public IReadOnlyCollection<string> EvaluationMetricNames => names;

    public ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages, ChatResponse modelResponse, ChatConfiguration? chatConfiguration = null, IEnumerable<EvaluationContext>? additionalContext = null, CancellationToken cancellationToken = default)
    {
        Evaluations++;
        return evaluate(new Asked([.. messages], modelResponse, chatConfiguration, [.. additionalContext ?? []]), cancellationToken);
    }

    /// <summary>An evaluator that asks its model whether an answer is good, and takes every trouble to hide what goes wrong.</summary>
    public static Fake Asking() => new(["Good"], static async (asked, cancellationToken) =>
    {
        var metric = new NumericMetric("Good");
        try
        {
            var answer = await asked.Chat!.ChatClient.GetResponseAsync([new ChatMessage(ChatRole.User, $"Grade: {asked.Response.Text}")], new ChatOptions { Temperature = 0.1f, MaxOutputTokens = 8 }, cancellationToken);
            metric.Value = double.Parse(answer.Text, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is not FormatException)
        {
            metric.AddDiagnostics(EvaluationDiagnostic.Error("Something went wrong."));
        }

        return new EvaluationResult(metric);
    });

    internal sealed record Asked(IReadOnlyList<ChatMessage> Messages, ChatResponse Response, ChatConfiguration? Chat, IReadOnlyList<EvaluationContext> Context);
}
