using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;
using Microsoft.Extensions.AI.Evaluation;

namespace Assay.Evaluation;

/// <summary>An evaluator as a judge of a run: its metrics ask it once for a candidate, and what it asks of models is asked by the run's engines.</summary>
internal sealed class EvaluatorJudge : IJudge
{
    private readonly IEvaluator evaluator;
    private readonly EvaluatorOptions options;

    public EvaluatorJudge(string id, IEvaluator evaluator, EvaluatorOptions options)
    {
        Id = id;
        this.evaluator = evaluator;
        this.options = options;
        Names = options.Metrics ?? [.. evaluator.EvaluationMetricNames];
        var type = evaluator.GetType();
        var asks = options.Model is null ? "" : $"{SpecJson.Write(options.Model)}:{SpecJson.Write(options.Params)}";
        Version = $"evaluator/1:{Digest.Of($"{type.FullName}:{type.Assembly.GetName().Version}:{options.Version}:{asks}")}";
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public bool IsPaid => options.IsPaid ?? options.Chat is not null;

    /// <inheritdoc/>
    public ValueList<ModelSpec> Models => options.Model is { } model && options.Chat is null ? [model] : [];

    /// <summary>The names of its metrics.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public async ValueTask<JudgeVerdict> JudgeAsync(JudgeRequest request, CancellationToken cancellationToken)
    {
        var context = new MetricContext(request.Item, request.Outputs[0], null) { Runtime = request.Runtime };
        var judged = await EvaluateAsync(context, cancellationToken);
        var result = ScoreOf(judged, Names[0]);
        return new JudgeVerdict(result.Value) { Explanation = result.Explanation, Calls = judged.Calls };
    }

    /// <summary>Evaluates one candidate.</summary>
    public async ValueTask<Judged<EvaluationResult>> EvaluateAsync(MetricContext context, CancellationToken cancellationToken)
    {
        using var client = options.Chat is null && options.Model is { } model ? ClientOf(model, context) : null;
        try
        {
            var found = await evaluator.EvaluateAsync(
                options.Messages(context),
                ChatTexts.ToResponse(context.Output),
                client is null ? options.Chat : new ChatConfiguration(client),
                options.Context(context),
                cancellationToken);
            client?.ThrowFault();
            return new Judged<EvaluationResult>(found) { Calls = client?.Calls ?? [] };
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            client?.ThrowFault();
            throw exception is AssayException ? exception : new JudgeException(ErrorCode.MetricFailed, $"Evaluator '{Id}' threw {exception.GetType().Name}: {exception.Message}", exception) { Calls = client?.Calls ?? [] };
        }
    }

    /// <summary>The score of a metric; its failure has the calls that were made.</summary>
    public MetricResult ScoreOf(Judged<EvaluationResult> judged, string name) => Read(judged, () => MetricReading.ScoreOf(judged.Value, name, options.Words));

    /// <summary>Whether a metric passes; its failure has the calls that were made.</summary>
    public static MetricResult PassOf(Judged<EvaluationResult> judged, string name) => Read(judged, () => MetricReading.PassOf(judged.Value, name));

    private static MetricResult Read(Judged<EvaluationResult> judged, Func<MetricResult> read)
    {
        try
        {
            return read();
        }
        catch (JudgeException exception)
        {
            throw new JudgeException(exception.Code, exception.Problems[0].Message, exception) { Calls = judged.Calls };
        }
    }

    private RunChatClient ClientOf(ModelSpec model, MetricContext context) => new(
        Id,
        Version,
        model,
        options.Params,
        context.Runtime.Models ?? throw new JudgeException(ErrorCode.OptionInvalid, $"Evaluator '{Id}' asks the model '{model.Id}' of a run, and is asked outside of one; give it a client in {nameof(EvaluatorOptions)}.{nameof(EvaluatorOptions.Chat)}."));
}
