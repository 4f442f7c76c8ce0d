using Assay.Contracts;
using Assay.Sessions;
using Assay.Specs;
using Assay.Tests.Execution;

namespace Assay.Tests.Sessions;

/// <summary>What a session that may not spend says of the cost of what is missing.</summary>
public sealed class MissingCostTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Cost_is_estimated_where_prices_are_configured()
    {
        var message = await VerifyAsync("m1", maxTokens: 50, "[[prices]]\nmodel = \"m1\"\ninput_per_million = 1000\noutput_per_million = 10000\n");

        Assert.StartsWith("12 of 12 generations are missing and cost money; AssayMode Auto never spends. They cost about 7.20 (1,200 prompt and 600 completion tokens).", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_price_the_cost_is_not_known() =>
        Assert.Contains("No price is configured for these models, so the cost is not known.", await VerifyAsync("m1", 50, ""), StringComparison.Ordinal);

    [Fact]
    public async Task Model_whose_length_is_not_known_is_named() => Assert.Contains(
        "The cost is not known. 'm1': the length of completions is not known; set max_tokens, or run a few items first.",
        await VerifyAsync("m1", null, "[[prices]]\nmodel = \"m1\"\noutput_per_million = 1\n"),
        StringComparison.Ordinal);

    [Fact]
    public async Task Skipped_slice_of_which_nothing_was_generated_shows_no_table_and_says_its_message_once()
    {
        var outcome = await OutcomeAsync("m1", 50, "", AssayMode.Auto);

        Assert.Equal(OutcomeKind.Inconclusive, outcome.Kind);
        Assert.Equal("", outcome.Output);
        Assert.StartsWith("12 of 12 generations are missing and cost money; AssayMode Auto never spends. ", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_of_which_nothing_is_recorded_fails_and_shows_no_table()
    {
        var outcome = await OutcomeAsync("m1", 50, "", AssayMode.Replay);

        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        Assert.Equal(outcome.Message[..(outcome.Message.IndexOf('\n') + 1)], outcome.Output);
    }

    [Fact]
    public async Task Skipped_slice_of_which_some_was_generated_shows_the_table_of_that()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "assay.toml"), "name = \"p\"\n", TestContext.Current.CancellationToken);
        var test = new TestExperiment { Models = ["m1"], IsPaid = true };
        await using (var session = Open(test, AssayMode.Run))
            await session.VerifyAsync("everything", "s1", cancellationToken: TestContext.Current.CancellationToken);
        var more = new TestExperiment { Models = ["m1", "m2"], IsPaid = true };
        await using var second = Open(more, AssayMode.Auto);

        var outcome = await second.VerifyAsync("everything", "s1", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(OutcomeKind.Inconclusive, outcome.Kind);
        Assert.Contains("m1", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("m2", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("never spends", outcome.Output, StringComparison.Ordinal);
    }

    private AssaySession Open(TestExperiment test, AssayMode mode) =>
        AssaySession.Open(new Catalog(test.Build(test.Spec)), new SessionSettings { ProjectDirectory = folder.Path, Mode = mode });

    private async Task<string> VerifyAsync(string model, int? maxTokens, string prices)
    {
        var outcome = await OutcomeAsync(model, maxTokens, prices, AssayMode.Auto);
        Assert.Equal(OutcomeKind.Inconclusive, outcome.Kind);
        return outcome.Message;
    }

    private async Task<SliceOutcome> OutcomeAsync(string model, int? maxTokens, string prices, AssayMode mode)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "assay.toml"), "name = \"p\"\n" + prices, TestContext.Current.CancellationToken);
        var test = new TestExperiment { Models = [model], IsPaid = true, TokenCounter = static (_, _) => 100 };
        var spec = test.Spec with { Inference = new InferenceGrid { Params = [new InferenceParams { MaxTokens = maxTokens }] } };
        await using var session = AssaySession.Open(new Catalog(test.Build(spec)), new SessionSettings { ProjectDirectory = folder.Path, Mode = mode });
        return await session.VerifyAsync("everything", "s1", cancellationToken: TestContext.Current.CancellationToken);
    }

    private sealed class Catalog(BenchmarkDefinition benchmark) : IBenchmarkCatalog
    {
        public IReadOnlyList<BenchmarkDefinition> Benchmarks => [benchmark];
    }
}
