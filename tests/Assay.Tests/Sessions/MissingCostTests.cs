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

    private async Task<string> VerifyAsync(string model, int? maxTokens, string prices)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "assay.toml"), "name = \"p\"\n" + prices, TestContext.Current.CancellationToken);
        var test = new TestExperiment { Models = [model], IsPaid = true, TokenCounter = static (_, _) => 100 };
        var spec = test.Spec with { Inference = new InferenceGrid { Params = [new InferenceParams { MaxTokens = maxTokens }] } };
        await using var session = AssaySession.Open(new Catalog(test.Build(spec)), new SessionSettings { ProjectDirectory = folder.Path });
        var outcome = await session.VerifyAsync("everything", "s1", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(OutcomeKind.Inconclusive, outcome.Kind);
        return outcome.Message;
    }

    private sealed class Catalog(BenchmarkDefinition benchmark) : IBenchmarkCatalog
    {
        public IReadOnlyList<BenchmarkDefinition> Benchmarks => [benchmark];
    }
}
