using Assay.Contracts;
using Assay.Errors;
using Assay.Sessions;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>Log probabilities are asked for, recorded with the output, read by metrics, and kept by recordings.</summary>
public sealed class LogprobTests
{
    private static readonly InferenceParams Two = new() { Logprobs = 2 };

    [Theory]
    [InlineData("openai", true)]
    [InlineData("openai", false)]
    [InlineData("azure_openai", true)]
    [InlineData("openai_compatible", false)]
    [InlineData("ollama", true)]
    public async Task Every_token_has_its_log_probability_and_alternatives(string kind, bool streams)
    {
        await using var stub = await StubAsync();
        using var engine = Asked.Engine(Asked.At(stub, streams) with { Kind = kind });

        var output = await engine.GenerateAsync(Asked.Request("Which?", Two), Asked.Token);

        var request = Assert.Single(stub.Requests);
        Assert.Equal((true, 2), (request.Body.GetProperty("logprobs").GetBoolean(), request.Body.GetProperty("top_logprobs").GetInt32()));
        Assert.Equal(["It is", " B"], output.Logprobs.Select(static token => token.Token));
        var chosen = output.Logprobs[1];
        Assert.Equal(StubLogprobs.Of(request, " B"), chosen.Logprob, 5);
        Assert.Equal(["A", " B"], chosen.Alternatives.Keys.OrderByDescending(static text => text.Trim() == "A"));
        Assert.Equal(StubLogprobs.Of(request, " B", 1), chosen.Alternatives["A"], 5);
        Assert.Equal(Math.Exp(chosen.Logprob), output.ProbabilityOf("B"));
        Assert.Equal(Math.Exp(chosen.Alternatives["A"]), output.ProbabilityOf("A", "B"));
    }

    [Fact]
    public async Task None_are_asked_for_unless_the_params_say_so()
    {
        await using var stub = await StubAsync();
        using var engine = Asked.Engine(Asked.At(stub));

        var output = await engine.AskAsync("Which?");
        await engine.GenerateAsync(Asked.Request("Which?", new InferenceParams { Logprobs = 0 }), Asked.Token);

        Assert.Empty(output.Logprobs);
        Assert.False(stub.Requests[0].Body.TryGetProperty("logprobs", out _));
        Assert.True(stub.Requests[1].Body.GetProperty("logprobs").GetBoolean());
        Assert.False(stub.Requests[1].Body.TryGetProperty("top_logprobs", out _));
    }

    [Fact]
    public async Task Answer_from_which_a_secret_was_taken_has_none()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = static request => new StubAnswer(request.Headers["Authorization"]["Bearer ".Length..]) }, Asked.Token);
        using var key = new EnvironmentVariable("canary-55d1");
        using var engine = Asked.Engine(Asked.At(stub) with { ApiKey = key.Reference });

        var output = await engine.GenerateAsync(Asked.Request("Which?", Two), Asked.Token);

        Assert.Equal("***", output.Text);
        Assert.Empty(output.Logprobs);
    }

    [Fact]
    public async Task Metric_reads_them_from_the_store_and_from_a_recording()
    {
        await using var stub = await StubAsync();
        using var project = new Project(stub.BaseUrl);
        var benchmark = Benchmark("stub");

        var first = await project.RunAsync(benchmark, AssayMode.Run, records: true, store: "kept");
        var again = await project.RunAsync(benchmark, AssayMode.Replay, store: "kept");
        var replayed = await project.RunAsync(benchmark, AssayMode.Replay);

        var request = Assert.Single(stub.Requests);
        Assert.Equal([Math.Exp(StubLogprobs.Of(request, " B", 1)), Math.Exp(StubLogprobs.Of(request, " B"))], first.Scores.Values.Select(static score => score!.Value), static (one, other) => Math.Abs(one - other) < 1e-5);
        Assert.Equal(first.Scores, again.Scores);
        Assert.Equal(first.Scores, replayed.Scores);
    }

    [Fact]
    public async Task Provider_that_gives_none_is_refused_when_planned()
    {
        using var project = new Project { Provider = static provider => provider with { Kind = "anthropic" } };

        var refused = await Assert.ThrowsAsync<SpecValidationException>(() => project.RunAsync(Benchmark("stub"), AssayMode.Run));

        Assert.Equal((ErrorCode.Incompatible, "inference.params[0].logprobs"), (refused.Problems[0].Code, refused.Problems[0].Path));
    }

    private static BenchmarkDefinition Benchmark(string provider)
    {
        var simple = BenchmarkDefinition.Simple("letters", "{item.Id}?", $"{provider}/tiny-1", [new { Id = "q1", Answer = "A" }]);
        return new BenchmarkDefinition
        {
            Spec = simple.Spec with
            {
                Inference = new InferenceGrid { Params = [Two] },
                Parses = [new ParseSpec("letter", [new ExtractorSpec("choice_letter")])],
                Scores =
                [
                    new ScoreSpec("chosen", [new MetricSpec("answer_probability")]) { Parse = "letter" },
                    new ScoreSpec("ambition", [new MetricSpec("answer_probability") { Config = JsonValue.Parse("""{"expected":"Answer"}""") }]) { Parse = "letter" },
                ],
            },
            Plugins = simple.Plugins,
            Datasets = simple.Datasets,
            Name = simple.Name,
        };
    }

    private static Task<StubServer> StubAsync() => StubServer.StartAsync(new StubOptions { Answer = static _ => new StubAnswer("It is B") }, Asked.Token);
}
