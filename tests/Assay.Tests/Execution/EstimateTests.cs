using Assay.Execution.Estimates;
using Assay.Specs;

namespace Assay.Tests.Execution;

/// <summary>Estimates on a real store: 3 models × 2 prompts × 6 items, 2 parses, 3 scores, an engine that costs money.</summary>
public sealed class EstimateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Nothing_stored_means_everything_is_to_do_and_no_engine_is_called()
    {
        var test = new TestExperiment { Samples = 2 };
        await using var orchestrator = folder.Open();

        var estimate = await orchestrator.EstimateAsync(test.Build(), Token);

        Assert.Equal([new TaskMatrix("s1", 3, 2, 1, 6, 2)], estimate.Tasks);
        Assert.Equal((36, 72), (estimate.Trials, estimate.Tasks[0].Candidates));
        Assert.Equal((new StageEstimate(72, 0), new StageEstimate(144, 0), new StageEstimate(216, 0)), (estimate.Generation, estimate.Transform, estimate.Evaluation));
        Assert.Empty(test.Calls);
    }

    [Fact]
    public async Task What_is_stored_is_done_stage_by_stage()
    {
        var test = new TestExperiment();
        await using var orchestrator = folder.Open();
        await orchestrator.ExecuteAsync(test.Build(), RunStages.Generation | RunStages.Transform, null, Token);

        var estimate = await orchestrator.EstimateAsync(test.Build(), Token);

        Assert.Equal((new StageEstimate(36, 36), new StageEstimate(72, 72), new StageEstimate(108, 0)), (estimate.Generation, estimate.Transform, estimate.Evaluation));
        Assert.Equal((0, 36), (estimate.Missing.Generations, estimate.Whole.Generations));
    }

    [Fact]
    public async Task Models_of_one_wire_name_are_asked_once()
    {
        var test = new TestExperiment();
        var spec = test.Spec with { Models = [new ModelSpec("a", "double") { Name = "same" }, new ModelSpec("b", "double") { Name = "same" }] };
        await using var orchestrator = folder.Open();

        var estimate = await orchestrator.EstimateAsync(test.Build(spec), Token);

        Assert.Equal(24, estimate.Generation.Total);
        Assert.Equal(12, estimate.Missing.Generations);
    }

    [Fact]
    public async Task Generations_under_another_slice_are_known()
    {
        var test = new TestExperiment();
        await using var orchestrator = folder.Open();
        await orchestrator.ExecuteAsync(test.Build(), RunStages.Generation, null, Token);

        var estimate = await orchestrator.EstimateAsync(test.Build(test.Spec with { Slices = [new SliceSpec("other", new DatasetSpec(DatasetKind.Memory))] }), Token);

        Assert.Equal(0, estimate.Generation.ToDo);
    }

    [Fact]
    public async Task Parses_and_scores_under_another_slice_are_done()
    {
        var test = new TestExperiment();
        await using var orchestrator = folder.Open();
        await orchestrator.RunBenchmarkAsync(test.Build(), null, Token);
        var other = test.Spec with { Slices = [new SliceSpec("other", new DatasetSpec(DatasetKind.Memory))], Scores = [.. test.Spec.Scores, new ScoreSpec("again", [new MetricSpec("doubled")])] };

        var estimate = await orchestrator.EstimateAsync(test.Build(other), Token);

        Assert.Equal((new StageEstimate(36, 36), new StageEstimate(72, 72), new StageEstimate(144, 108)), (estimate.Generation, estimate.Transform, estimate.Evaluation));
        test.Scorings.Clear();
        await orchestrator.RunBenchmarkAsync(test.Build(other with { Scores = test.Spec.Scores }), null, Token);
        Assert.Empty(test.Scorings);
    }

    [Fact]
    public async Task Estimate_of_one_slice_leaves_the_others_out()
    {
        var test = new TestBenchmark { Slices = ["s1", "s2"], Items = 4, Samples = 2 };
        await using var orchestrator = folder.Open();
        await orchestrator.RunSliceAsync(new TestBenchmark { Slices = ["s1", "s2"], Items = 4 }.Build(), "s1", null, Token);

        var estimate = await orchestrator.EstimateSliceAsync(test.Build(), "s2", Token);

        Assert.Equal([new TaskMatrix("s2", 1, 1, 1, 4, 2)], estimate.Tasks);
        Assert.Equal((new StageEstimate(8, 4), new StageEstimate(8, 4), new StageEstimate(8, 4)), (estimate.Generation, estimate.Transform, estimate.Evaluation));
        Assert.Empty(test.Calls);
    }

    [Fact]
    public async Task Cost_is_tokens_times_prices()
    {
        var test = new TestExperiment { Models = ["m1"], TokenCounter = static (_, _) => 100, IsPaid = true };
        var spec = test.Spec with { Inference = new InferenceGrid { Params = [new InferenceParams { MaxTokens = 50 }] } };
        await using var orchestrator = folder.Open(new ProjectSpec("test") { Prices = [new PriceSpec("m1") { InputPerMillion = 10, OutputPerMillion = 40 }] });

        var model = Assert.Single((await orchestrator.EstimateAsync(test.Build(spec), Token)).Models);

        Assert.Equal((TokenMethod.Engine, CompletionBasis.MaxTokens, true), (model.Method, model.Basis, model.IsPriced));
        Assert.Equal((12, 1200, 600L), (model.Missing.Generations, model.Missing.PromptTokens, model.Missing.CompletionTokens));
        Assert.Equal(((1200 * 10) + (600 * 40)) / 1_000_000.0, model.Missing.Cost!.Value, 9);
    }

    [Fact]
    public async Task Cost_is_unknown_without_a_price_and_the_notes_say_so()
    {
        var test = new TestExperiment { Models = ["m1"], IsPaid = true };
        await using var orchestrator = folder.Open();

        var estimate = await orchestrator.EstimateAsync(test.Build(), Token);

        Assert.Null(estimate.Cost);
        Assert.Contains("'m1': no price is configured for 'm1'; add one to the project's prices.", estimate.Notes);
        Assert.Contains("Cost of what is missing: unknown", estimate.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Engine_that_costs_nothing_needs_no_price()
    {
        var test = new TestExperiment();
        await using var orchestrator = folder.Open();

        Assert.Equal(0, (await orchestrator.EstimateAsync(test.Build(), Token)).Cost);
    }

    [Fact]
    public async Task Models_with_a_known_tokenizer_are_counted_by_it_and_others_by_characters()
    {
        var test = new TestExperiment { Models = ["openai/gpt-4o-mini", "somebody-7b"] };
        var spec = test.Spec with { Prompts = [new PromptSpec("p", [new MessageSpec(MessageRole.User, "hello world {item.value}")])] };
        await using var orchestrator = folder.Open();

        var estimate = await orchestrator.EstimateAsync(test.Build(spec), Token);

        // "hello", " world", " ", "1": four tokens in o200k_base; 13 characters are three and a bit. Seven more for role and answer.
        Assert.Equal([TokenMethod.Tokenizer, TokenMethod.Characters], estimate.Models.Select(static model => model.Method));
        Assert.Equal([6 * (4 + 7), 6 * (4 + 7)], estimate.Models.Select(static model => model.Missing.PromptTokens));
        Assert.Contains(estimate.Notes, static note => note.StartsWith("'somebody-7b': prompt tokens are characters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stored_generations_of_a_model_say_how_long_its_completions_are_and_what_is_cached()
    {
        var test = new TestExperiment
        {
            Models = ["m1"],
            IsPaid = true,
            TokenCounter = static (_, _) => 100,
            Answer = static (_, _) => ValueTask.FromResult(new Output("2") { InputTokens = 100, CachedInputTokens = 50, OutputTokens = 20 }),
        };
        await using var orchestrator = folder.Open(new ProjectSpec("test") { Prices = [new PriceSpec("m1") { InputPerMillion = 10, CachedInputPerMillion = 2, OutputPerMillion = 40 }] });
        await orchestrator.ExecuteAsync(test.Build(), RunStages.Generation, null, Token);

        var model = Assert.Single((await orchestrator.EstimateAsync(test.Build(test.Spec with { Samples = 2 }), Token)).Models);

        Assert.Equal((CompletionBasis.Stored, 0.5), (model.Basis, model.CachedShare));
        Assert.Equal((12, 1200, 240L), (model.Missing.Generations, model.Missing.PromptTokens, model.Missing.CompletionTokens));
        Assert.Equal(((600 * 10) + (600 * 2) + (240 * 40)) / 1_000_000.0, model.Missing.Cost!.Value, 9);
    }

    [Fact]
    public async Task Later_turns_read_what_came_before_them()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 1, TokenCounter = static (_, prompt) => prompt.Messages.Length * 10, FollowUps = [new MessageSpec(MessageRole.User, "sure?"), new MessageSpec(MessageRole.User, "really?")] };
        var spec = test.Spec with { Prompts = [test.Spec.Prompts[0]], Inference = new InferenceGrid { Params = [new InferenceParams { MaxTokens = 5 }] } };
        await using var orchestrator = folder.Open();

        var model = Assert.Single((await orchestrator.EstimateAsync(test.Build(spec), Token)).Models);

        // Three turns read 10, 20 and 30 tokens of ours, and 0, 5 and 10 of the model's own.
        Assert.Equal((1, 75, 15L), (model.Missing.Generations, model.Missing.PromptTokens, model.Missing.CompletionTokens));
    }

    [Fact]
    public async Task Item_that_cannot_be_read_costs_nothing_and_is_noted()
    {
        var test = new TestExperiment { Models = ["m1"], Unreadable = { "i002" } };
        await using var orchestrator = folder.Open();

        var estimate = await orchestrator.EstimateAsync(test.Build(), Token);

        Assert.Equal(10, estimate.Missing.Generations);
        Assert.Contains(estimate.Notes, static note => note.StartsWith("'m1': 1 questions cannot be asked", StringComparison.Ordinal));
    }
}
