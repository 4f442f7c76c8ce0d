using Assay.AI;
using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Recordings;
using Assay.Results;
using Assay.Specs;
using Assay.StubProvider;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Assay.Evaluation.Tests;

/// <summary>Evaluators score candidates as metrics do, and what they could not say never passes for a score.</summary>
public sealed class EvaluatorMetricTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("assay-evaluation-");
    private int stores;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Numbers_booleans_and_words_become_scores_and_the_evaluator_is_asked_once_for_a_candidate()
    {
        var evaluator = new Fake(
            new NumericMetric("Coherence", 4, "It flows.") { Interpretation = new EvaluationMetricInterpretation(EvaluationRating.Good) },
            new BooleanMetric("Is Safe", false) { Interpretation = new EvaluationMetricInterpretation(EvaluationRating.Unacceptable, failed: true, reason: "Rude.") },
            new StringMetric("Tone", "warm"),
            new StringMetric("Style (rated)", "odd") { Interpretation = new EvaluationMetricInterpretation(EvaluationRating.Poor) });

        var (scores, _) = await RunAsync(evaluator, new EvaluatorOptions { Words = new Dictionary<string, double> { ["warm"] = 0.8 } }, "q.coherence", "q.coherence.passed", "q.is_safe", "q.is_safe.passed", "q.tone", "q.style_rated");

        Assert.Equal([4, 1, 0, 0, 0.8, 0.25], scores.Select(static score => score.Value));
        Assert.All(scores, static score => Assert.Null(score.Failure));
        Assert.Equal(1, evaluator.Evaluations);
    }

    [Fact]
    public void Reason_interpretation_and_warnings_explain_the_score()
    {
        var metric = new NumericMetric("Coherence", 4, "It flows.") { Interpretation = new EvaluationMetricInterpretation(EvaluationRating.Good, reason: "Above 3.") };
        metric.AddDiagnostics(EvaluationDiagnostic.Warning("The answer is long."));

        var read = MetricReading.ScoreOf(new EvaluationResult(metric), "Coherence", new Dictionary<string, double>());

        Assert.Equal("It flows. Good: Above 3. Warning: The answer is long.", read.Explanation);
    }

    [Fact]
    public async Task Errors_lost_values_and_inconclusive_ratings_are_failures_and_never_scores()
    {
        var wrong = new NumericMetric("Wrong", 5);
        wrong.AddDiagnostics(EvaluationDiagnostic.Error("The model's answer could not be read."));
        var evaluator = new Fake(wrong, new NumericMetric("Empty"), new BooleanMetric("Unsaid"), new StringMetric("Odd", "odd"), new NumericMetric("Unsure", 3) { Interpretation = new EvaluationMetricInterpretation(EvaluationRating.Inconclusive) });

        var (scores, result) = await RunAsync(evaluator, new EvaluatorOptions(), "q.wrong", "q.empty", "q.unsaid", "q.odd", "q.unsure.passed", "q.wrong.passed");

        Assert.All(scores, static score => Assert.Equal((null, ErrorCode.MetricFailed), (score.Value, score.Failure)));
        Assert.Equal((Storage.RunState.CompletedWithFailures, 1), (result.State, result.Work!.Unscored));
    }

    [Fact]
    public async Task Evaluator_that_throws_or_gives_nothing_is_a_failure_with_its_words()
    {
        var throwing = new Fake(["A"], static (_, _) => throw new InvalidOperationException("No grounds."));
        var silent = new Fake(["A"], static (_, _) => ValueTask.FromResult(new EvaluationResult()));

        var (thrown, first) = await RunAsync(throwing, new EvaluatorOptions(), "q.a");
        var (unsaid, second) = await RunAsync(silent, new EvaluatorOptions(), "q.a");

        Assert.Equal((ErrorCode.MetricFailed, ErrorCode.MetricFailed), (thrown[0].Failure!.Value, unsaid[0].Failure!.Value));
        Assert.Contains("Evaluator 'q' threw InvalidOperationException: No grounds.", first.Work!.Unanswered[0], StringComparison.Ordinal);
        Assert.Contains("The evaluator gave no metric 'A' and no other.", second.Work!.Unanswered[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluator_reads_the_conversation_and_the_contexts_that_its_options_give()
    {
        Fake.Asked? seen = null;
        var evaluator = new Fake(["A"], (asked, _) =>
        {
            seen = asked;
            return ValueTask.FromResult(new EvaluationResult(new NumericMetric("A", 1)));
        });

        await RunAsync(evaluator, new EvaluatorOptions
        {
            Messages = static context => [new ChatMessage(ChatRole.User, $"Say {context.Item.Element.GetProperty("Id").GetString()}")],
            Context = static _ => [new Grounds("It is so.")],
        }, "q.a");

        Assert.Equal(("Say a", "echo a", "It is so."), (seen!.Messages[0].Text, seen.Response.Text, ((TextContent)seen.Context[0].Contents[0]).Text));
        Assert.Null(seen.Chat);
    }

    [Fact]
    public async Task Model_of_an_evaluator_is_asked_by_the_runs_engine_and_its_answers_are_stored_recorded_and_replayed()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = static _ => new StubAnswer("4") }, Token);
        var options = new EvaluatorOptions { Model = new ModelSpec("grader", "stub") };

        var (asked, first) = await RunAsync(Fake.Asking(), options, stub.BaseUrl, "one", new RunOptions(), "q.good");
        var (again, second) = await RunAsync(Fake.Asking(), options, null, "one", new RunOptions(), "q.good");
        var (replayed, _) = await RunAsync(Fake.Asking(), options, null, "two", new RunOptions { MaySpend = false, MayConnect = false }, "q.good");

        Assert.Equal([4, 4, 4], ((ResultScoreValue[])[asked[0], again[0], replayed[0]]).Select(static score => score.Value));
        var request = Assert.Single(stub.Requests);
        Assert.Equal(("Grade: echo a", "0.1", 8), (request.LastText, request.Body.GetProperty("temperature").GetRawText(), request.Body.GetProperty("max_completion_tokens").GetInt32()));
        Assert.Equal((1, 0), (first.Work!.Scored, second.Work!.Scored));
    }

    [Fact]
    public async Task Run_that_may_not_spend_leaves_an_evaluators_scores_though_the_evaluator_hides_why()
    {
        var (scores, result) = await RunAsync(Fake.Asking(), new EvaluatorOptions { Model = new ModelSpec("grader", "stub") }, null, "one", new RunOptions { MaySpend = false }, "q.good");

        Assert.Equal((1, 0), (result.Work!.Unjudged, result.Work.Unscored));
        Assert.Equal(ErrorCode.ScoreMissing, scores[0].Failure);
    }

    [Fact]
    public async Task Failure_of_a_call_has_its_own_code_though_the_evaluator_hides_it()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Fault = static _ => StubFault.Of(401) }, Token);

        var (scores, _) = await RunAsync(Fake.Asking(), new EvaluatorOptions { Model = new ModelSpec("grader", "stub") }, stub.BaseUrl, "one", new RunOptions(), "q.good");

        Assert.Equal(ErrorCode.Auth, scores[0].Failure);
    }

    [Fact]
    public async Task Client_of_ones_own_is_given_to_the_evaluator_and_asked_only_where_a_run_may_spend()
    {
        var client = new Answering("3");
        var options = new EvaluatorOptions { Chat = new ChatConfiguration(client) };

        var (_, left) = await RunAsync(Fake.Asking(), options, null, "one", new RunOptions { MaySpend = false }, "q.good");
        var (asked, _) = await RunAsync(Fake.Asking(), options, null, "one", new RunOptions(), "q.good");

        Assert.Equal((1, 3, 1), (left.Work!.Unjudged, asked[0].Value, client.Calls));
    }

    [Fact]
    public void Evaluator_without_metrics_is_refused_with_the_mend()
    {
        var failure = Assert.Throws<AssayException>(static () => PluginRegistry.WithBuiltIns().AddEvaluator("q", new Fake()));

        Assert.Equal(ErrorCode.OptionInvalid, failure.Code);
        Assert.Contains("name them in EvaluatorOptions.Metrics", failure.Message, StringComparison.Ordinal);
    }

    private Task<(List<ResultScoreValue> Scores, BenchmarkResult Result)> RunAsync(IEvaluator evaluator, EvaluatorOptions options, params string[] metrics) =>
        RunAsync(evaluator, options, null, $"store{stores++}", new RunOptions(), metrics);

    private async Task<(List<ResultScoreValue> Scores, BenchmarkResult Result)> RunAsync(IEvaluator evaluator, EvaluatorOptions options, Uri? address, string store, RunOptions run, params string[] metrics)
    {
        var simple = BenchmarkDefinition.Simple("echo", "{item.Id}", static prompt => $"echo {prompt}", [new { Id = "a" }], static (_, _) => 1);
        var benchmark = new BenchmarkDefinition
        {
            Spec = simple.Spec with { Scores = [.. metrics.Select(static metric => new ScoreSpec(metric, [new MetricSpec(metric)]))] },
            Plugins = simple.Plugins,
            Datasets = simple.Datasets,
            Name = simple.Name,
        };
        await using var orchestrator = Orchestrator.FromProjectSpec(
            new ProjectSpec("demo")
            {
                Execution = new ExecutionPolicy { MaxRetries = 0 },
                Providers = new([KeyValuePair.Create("stub", new ProviderSpec("openai_compatible") { BaseUrl = (address ?? new Uri("http://127.0.0.1:9/v1")).ToString() })]),
            },
            new OrchestratorOptions
            {
                Registry = PluginRegistry.WithBuiltIns().AddEvaluator("q", evaluator, options),
                EngineFactories = [new ChatEngineFactory()],
                ProjectDirectory = folder.FullName,
                StoreDirectory = store,
                Recordings = new RecordingOptions { Records = address is not null },
            });
        var result = await orchestrator.RunBenchmarkAsync(benchmark, run, Token);
        var candidate = await result.CandidatesAsync(Token).SingleAsync(Token);
        return ([.. metrics.Select(metric => new ResultScoreValue(candidate.Scores[metric].Value, candidate.Scores[metric].Failure))], result);
    }

    private sealed record ResultScoreValue(double? Value, ErrorCode? Failure);

    private sealed class Grounds(string text) : EvaluationContext("Grounds", text);

    private sealed class Answering(string text) : IChatClient
    {
        public int Calls { get; private set; }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Calls++;
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, text)));
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
