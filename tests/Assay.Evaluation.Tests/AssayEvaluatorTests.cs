using System.Text.Json;
using Assay.Contracts;
using Assay.Specs;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Assay.Evaluation.Tests;

/// <summary>Metrics and judges are evaluators wherever those are asked.</summary>
public sealed class AssayEvaluatorTests
{
    private static readonly ChatMessage[] Question = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "What is the capital of France?")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metric_scores_an_answer_against_a_context_by_its_name()
    {
        var config = JsonElement.Parse("""{"expected":"answer"}""");
        var evaluator = BuiltIn("token_f1").ToEvaluator(new AssayEvaluatorOptions { Config = config, Interpret = static score => new EvaluationMetricInterpretation(score > 0.5 ? EvaluationRating.Good : EvaluationRating.Poor, failed: score <= 0.5) });

        var good = Single(await evaluator.EvaluateAsync(Question, Said("Paris, France"), null, [new Named("answer", "Paris")], Token));
        var bad = Single(await evaluator.EvaluateAsync(Question, Said("Lyon"), null, [new Named("answer", "Paris")], Token));

        Assert.Equal(["token_f1"], evaluator.EvaluationMetricNames);
        Assert.Equal((2.0 / 3, false), (good.Value!.Value, good.Interpretation!.Failed));
        Assert.Equal((0, true), (bad.Value, bad.Interpretation!.Failed));
    }

    [Fact]
    public async Task Metric_that_fails_is_an_error_and_no_value()
    {
        var metric = Single(await BuiltIn("token_f1").ToEvaluator(new AssayEvaluatorOptions { Config = JsonElement.Parse("""{"expected":"answer"}""") }).EvaluateAsync(Question, Said("Paris"), null, [], Token));

        Assert.Null(metric.Value);
        Assert.Equal(EvaluationDiagnosticSeverity.Error, Assert.Single(metric.Diagnostics!).Severity);
        Assert.StartsWith("metric_failed", metric.Diagnostics![0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metric_reads_what_is_parsed_from_the_answer()
    {
        var metric = new FunctionMetric("doubled", "1", static (context, _) => ValueTask.FromResult(new MetricResult((double)context.Parsed! * 2)));

        var found = Single(await metric.ToEvaluator(new AssayEvaluatorOptions { Name = "Doubled", Parse = static response => double.Parse(response.Text, System.Globalization.CultureInfo.InvariantCulture) }).EvaluateAsync(Question, Said("21"), cancellationToken: Token));

        Assert.Equal(("Doubled", 42), (found.Name, found.Value));
    }

    [Fact]
    public async Task Judge_asks_the_client_of_the_chat_configuration_and_sees_question_answer_and_reference()
    {
        var client = new Asking("""{"explanation":"Right.","verdict":4}""");
        var judge = new ModelJudge("polite", new JudgeSpec { Model = "gpt-9", Provider = "none", Criteria = "Is it right?", Scale = JudgeScale.Numbers(1, 5) });

        var found = Single(await judge.ToEvaluator().EvaluateAsync(Question, Said("Paris"), new ChatConfiguration(client), [new Named("reference", "It is Paris.")], Token));

        Assert.Equal(("polite", 4, "Right."), (found.Name, found.Value, found.Reason));
        var asked = Assert.Single(client.Prompts);
        Assert.Contains("What is the capital of France?", asked, StringComparison.Ordinal);
        Assert.Contains("It is Paris.", asked, StringComparison.Ordinal);
        Assert.Equal("1", found.Metadata!["judge_calls"]);
    }

    [Fact]
    public async Task Judge_without_a_client_or_with_one_that_fails_is_an_error_and_no_value()
    {
        var judge = new ModelJudge("polite", new JudgeSpec { Model = "gpt-9", Provider = "none", Criteria = "Is it right?", Scale = JudgeScale.Numbers(1, 5) });

        var without = Single(await judge.ToEvaluator().EvaluateAsync(Question, Said("Paris"), cancellationToken: Token));
        var failing = Single(await judge.ToEvaluator().EvaluateAsync(Question, Said("Paris"), new ChatConfiguration(new Asking(null)), cancellationToken: Token));

        Assert.All((NumericMetric[])[without, failing], static metric => Assert.Null(metric.Value));
        Assert.StartsWith("engine_failed: ", Assert.Single(failing.Diagnostics!).Message, StringComparison.Ordinal);
        Assert.Contains("The chat client threw InvalidOperationException: The line is dead.", failing.Diagnostics![0].Message, StringComparison.Ordinal);
        Assert.Equal(EvaluationDiagnosticSeverity.Error, Assert.Single(without.Diagnostics!).Severity);
    }

    [Fact]
    public async Task Metric_that_was_an_evaluator_comes_back_as_it_went()
    {
        var registry = PluginRegistry.WithBuiltIns().AddEvaluator("q", new Fake(new NumericMetric("Coherence", 4, "It flows.")));

        Assert.True(registry.TryGetJudge("q", out var judge));
        var found = Single(await judge.ToEvaluator().EvaluateAsync(Question, Said("Paris"), cancellationToken: Token));

        Assert.Equal((4, "It flows."), (found.Value, found.Reason));
    }

    private static IMetric BuiltIn(string id) => PluginRegistry.WithBuiltIns().TryGetMetric(id, out var metric) ? metric : throw new InvalidOperationException(id);

    private static ChatResponse Said(string text) => new(new ChatMessage(ChatRole.Assistant, text));

    private static NumericMetric Single(EvaluationResult result) => Assert.IsType<NumericMetric>(Assert.Single(result.Metrics).Value);

    private sealed class Named(string name, string text) : EvaluationContext(name, text);

    private sealed class Asking(string? answer) : IChatClient
    {
        public List<string> Prompts { get; } = [];

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Prompts.Add(string.Join('\n', messages.Select(static message => message.Text)));
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer ?? throw new InvalidOperationException("The line is dead."))));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
