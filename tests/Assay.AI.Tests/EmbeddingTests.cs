using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Sessions;
using Assay.Specs;
using Assay.StubProvider;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.AI.Tests;

/// <summary>Nearness in meaning is scored by embeddings, each text of which is embedded once, whoever asks for it.</summary>
public sealed class EmbeddingTests : IDisposable
{
    private readonly Project project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Score_is_the_cosine_of_the_embeddings_of_output_and_reference()
    {
        await using var stub = await StartAsync(new StubOptions());

        var found = await project.RunAsync(Near([("a", "red fox", "red fox"), ("b", "red fox", "red fox red fox"), ("c", "red fox", "blue whale"), ("d", "red fox", "")]), AssayMode.Run);

        Assert.Equal((0, 0), (found.Work.Failed, found.Work.Unscored));
        Assert.Equal(1, Score(found, "a"));
        Assert.Equal(1, Score(found, "b"), 6);
        Assert.Equal(Cosine("red fox", "blue whale"), Score(found, "c"), 6);
        Assert.Equal(0, Score(found, "d"));
        Assert.DoesNotContain("", Embedded(stub));
    }

    [Fact]
    public async Task Each_text_is_embedded_once_whoever_asks_for_it_and_never_again()
    {
        await using var stub = await StartAsync(new StubOptions());
        var benchmark = Near([.. Enumerable.Range(0, 40).Select(static i => ($"i{i:00}", $"word{i % 5} one", "word two"))]);

        var first = await project.RunAsync(benchmark, AssayMode.Run, store: "one");
        var calls = stub.Requests.Count;
        var changed = await project.RunAsync(Near([.. Enumerable.Range(0, 40).Select(static i => ($"i{i:00}", $"word{i % 5} one", "word two"))], """{"model":"tiny-embed","provider":"stub","reduce":"mean"}"""), AssayMode.Run, store: "one");

        Assert.Equal(["word two", "word0 one", "word1 one", "word2 one", "word3 one", "word4 one"], Embedded(stub).Order(StringComparer.Ordinal));
        Assert.Equal((40, 40), (first.Work.Scored, changed.Work.Scored));
        Assert.Equal(calls, stub.Requests.Count);
    }

    [Fact]
    public async Task Texts_that_are_asked_for_at_once_go_out_together_and_share_the_tokens()
    {
        await using var stub = await StartAsync(new StubOptions { Latency = TimeSpan.FromMilliseconds(50) });
        using var engine = Asked.Engine(Asked.At(stub));

        var outputs = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => engine.GenerateAsync(Request($"text number {i}"), Asked.Token).AsTask()));

        Assert.InRange(stub.Requests.Count, 3, 8);
        Assert.InRange(stub.Requests.Max(static request => request.Body.GetProperty("input").GetArrayLength()), 100, 128);
        Assert.Equal(900, outputs.Sum(static output => output.InputTokens));
        Assert.Equal(SeededAnswers.Embedding("text number 7"), EmbeddingJudge.Read(outputs[7].Text));
    }

    [Fact]
    public async Task Nearest_of_several_references_counts_or_their_mean()
    {
        await using var stub = await StartAsync(new StubOptions());
        var items = new[] { new { Id = "a", Said = "red fox", Answer = new[] { "blue whale", "red fox runs" } } };

        var best = await project.RunAsync(Near(items), AssayMode.Run);
        var mean = await project.RunAsync(Near(items, """{"model":"tiny-embed","provider":"stub","expected":"Answer","reduce":"mean"}"""), AssayMode.Run);

        var (whale, runs) = (Cosine("red fox", "blue whale"), Cosine("red fox", "red fox runs"));
        Assert.Equal(Math.Max(whale, runs), Score(best, "a"), 6);
        Assert.Equal((whale + runs) / 2, Score(mean, "a"), 6);
    }

    [Theory]
    [InlineData(401, null, "auth")]
    [InlineData(429, "rate_limit_exceeded", "rate_limit")]
    [InlineData(503, null, "unavailable")]
    [InlineData(400, null, "bad_request")]
    public async Task Faults_have_the_codes_of_other_calls_and_are_tried_again_as_those_are(int status, string? name, string code)
    {
        project.Spec = project.Spec with { Execution = new ExecutionPolicy { MaxRetries = 1 } };
        await using var stub = await StartAsync(new StubOptions { Fault = _ => StubFault.Of(status, name) with { RetryAfter = "0" } });

        var found = await project.RunAsync(Near([("a", "red fox", "blue whale")]), AssayMode.Run, store: "one");

        Assert.Equal([code], found.Failures);
        Assert.Equal(1, found.Work.Unscored);
        Assert.InRange(stub.Requests.Count, 1, 6);
    }

    [Fact]
    public async Task Fault_that_passes_is_tried_again_and_a_text_at_fault_takes_no_other_down()
    {
        await using var stub = await StartAsync(new StubOptions
        {
            Fault = static request => request.Number == 1 ? StubFault.RateLimited(0)
                : request.Body.GetProperty("input") is { ValueKind: System.Text.Json.JsonValueKind.Array } input && input.EnumerateArray().Any(static text => text.GetString() == "poison") ? StubFault.Of(400, "context_length_exceeded", "Too long.") : null,
        });

        var found = await project.RunAsync(Near([("a", "red fox", "blue whale"), ("b", "poison", "blue whale"), ("c", "red", "blue")]), AssayMode.Run);

        Assert.Equal(["context_length"], found.Failures);
        Assert.Equal(1, found.Work.Unscored);
        Assert.InRange(Score(found, "a"), -1, 1);
    }

    [Fact]
    public async Task Embeddings_are_recorded_and_replayed_without_the_provider()
    {
        await using var stub = await StartAsync(new StubOptions());
        var benchmark = Near([("a", "red fox", "blue whale"), ("b", "red", "red fox")]);
        var asked = await project.RunAsync(benchmark, AssayMode.Run, records: true);
        project.Address = null;

        var replayed = await project.RunAsync(benchmark, AssayMode.Replay);
        var left = await project.RunAsync(Near([("a", "red fox", "something else")]), AssayMode.Auto);

        Assert.Equal(asked.Scores, replayed.Scores);
        Assert.Equal((0, 1), (replayed.Work.Unjudged, left.Work.Unjudged));
    }

    [Fact]
    public async Task Budget_counts_the_tokens_of_embeddings()
    {
        await using var stub = await StartAsync(new StubOptions());
        var benchmark = Near([.. Enumerable.Range(0, 60).Select(static i => ($"i{i:00}", $"word{i} one", $"other{i} two"))]);

        var found = await project.RunAsync(benchmark, AssayMode.Run, budget: new RunBudget { Tokens = 200 });

        Assert.Equal(ErrorCode.BudgetExhausted, found.Work.Stopped?.Code);
        Assert.InRange(Embedded(stub).Count, 1, 100);
    }

    [Fact]
    public async Task Engine_without_embeddings_and_wrong_settings_are_refused_with_the_mend()
    {
        var registry = PluginRegistry.WithBuiltIns().Add(new FunctionEngine("plain", "1", EngineInput.Prompt, false, static (_, _) => ValueTask.FromResult<Output>("")));

        var without = await project.RunAsync(Near([("a", "red fox", "blue whale")], """{"model":"m","provider":"plain"}"""), AssayMode.Run, plugins: registry);
        var unknown = await Assert.ThrowsAnyAsync<AssayException>(() => project.RunAsync(Near([("a", "red fox", "blue whale")], """{"model":"m","provider":"nobody"}"""), AssayMode.Run));
        var wrong = await Assert.ThrowsAnyAsync<AssayException>(() => project.RunAsync(Near([("a", "red fox", "blue whale")], """{"model":"m","provider":"stub","dimensions":0}"""), AssayMode.Run));

        Assert.Equal(["incompatible"], without.Failures);
        Assert.Equal(ErrorCode.PluginUnknown, unknown.Code);
        Assert.Contains("'dimensions' of 'embedding_similarity' must be a whole number", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generator_of_ones_own_is_asked_by_code_and_from_a_container()
    {
        using var generator = new Counting();
        var services = new ServiceCollection();
        services.AddKeyedSingleton<IEmbeddingGenerator<string, Embedding<float>>>("mine", generator);
        services.AddAssayEmbeddings("mine", new EmbeddingOptions { IsPaid = false });
        await using var container = services.BuildServiceProvider();
        var benchmark = Near([("a", "red fox", "blue whale")], """{"model":"any","provider":"mine","dimensions":3}""");

        var coded = await project.RunAsync(benchmark, AssayMode.Run, plugins: PluginRegistry.WithBuiltIns().AddEmbeddings("mine", generator));
        var output = await container.GetRequiredKeyedService<IEngine>("mine").GenerateAsync(Request("red fox"), Asked.Token);

        Assert.Equal(0.5, Score(coded, "a"), 6);
        Assert.Equal(("any", 3), (generator.Model, generator.Dimensions));
        Assert.Equal([1, 0], EmbeddingJudge.Read(output.Text));
        Assert.Throws<AssayException>(() => new EmbeddingEngine("mine", generator, new EmbeddingOptions { BatchSize = 0 }));
    }

    [Fact]
    public async Task Judge_of_code_compares_with_the_references_that_it_is_given()
    {
        await using var stub = await StartAsync(new StubOptions());
        var benchmark = Near([("a", "red fox", "blue whale")]);
        var judged = new BenchmarkDefinition
        {
            Spec = benchmark.Spec with { Scores = [new ScoreSpec("near", [new MetricSpec("judge") { Config = JsonValue.Parse("""{"judge":"near"}""") }])] },
            Plugins = benchmark.Plugins.Add(new EmbeddingJudge("near", new ModelSpec("tiny-embed", "stub"), static item => [item.Element.GetProperty("Answer").GetString()!, "red fox"])),
            Datasets = benchmark.Datasets,
            Name = benchmark.Name,
        };

        Assert.Equal(1, Score(await project.RunAsync(judged, AssayMode.Run), "a"));
        Assert.Throws<EngineException>(static () => EmbeddingJudge.Read("no vector"));
    }

    private static double Score(Project.Found found, string item) => found.Scores.Single(score => score.Key.Contains($"/{item}/", StringComparison.Ordinal)).Value!.Value;

    private static double Cosine(string left, string right)
    {
        var (one, other) = (SeededAnswers.Embedding(left), SeededAnswers.Embedding(right));
        return one.Zip(other, static (a, b) => (double)a * b).Sum() / Math.Sqrt(one.Sum(static a => (double)a * a) * other.Sum(static b => (double)b * b));
    }

    private static List<string> Embedded(StubServer stub) =>
        [.. stub.Requests.Where(static request => request.Path == "/v1/embeddings").SelectMany(static request => request.Body.GetProperty("input").EnumerateArray().Select(static text => text.GetString()!))];

    private static EngineRequest Request(string text) => Asked.Request(text, new InferenceParams { ResponseFormat = EngineCapabilities.Embedding });

    private static BenchmarkDefinition Near((string Id, string Said, string Answer)[] items, string config = """{"model":"tiny-embed","provider":"stub"}""") =>
        Near([.. items.Select(static item => new { item.Id, item.Said, item.Answer })], config.Replace("}", ",\"expected\":\"Answer\"}", StringComparison.Ordinal));

    private static BenchmarkDefinition Near<T>(T[] items, string config = """{"model":"tiny-embed","provider":"stub","expected":"Answer"}""")
    {
        var simple = BenchmarkDefinition.Simple("near", "{item.Said}", static prompt => prompt, items, static (_, _) => 1);
        return new BenchmarkDefinition
        {
            Spec = simple.Spec with { Scores = [new ScoreSpec("near", [new MetricSpec("embedding_similarity") { Config = JsonValue.Parse(config) }])] },
            Plugins = simple.Plugins,
            Datasets = simple.Datasets,
            Name = simple.Name,
        };
    }

    private async Task<StubServer> StartAsync(StubOptions options)
    {
        var stub = await StubServer.StartAsync(options, Asked.Token);
        project.Address = stub.BaseUrl;
        return stub;
    }

    /// <summary>Gives the first text that it sees one vector, and any other another at 60 degrees from it.</summary>
    private sealed class Counting : IEmbeddingGenerator<string, Embedding<float>>
    {
        public string? Model { get; private set; }

        public int? Dimensions { get; private set; }

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            if (options?.Dimensions is not null)
                (Model, Dimensions) = (options.ModelId, options.Dimensions);
            return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(static text => new Embedding<float>(text == "red fox" ? new float[] { 1, 0 } : [0.5f, MathF.Sqrt(0.75f)]))));
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
