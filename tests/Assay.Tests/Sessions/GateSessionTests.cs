using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Sessions;
using Assay.Specs;
using Assay.Tests.Datasets;

namespace Assay.Tests.Sessions;

/// <summary>Gates as a test process meets them: with an engine that changes, more samples, errors and limits.</summary>
public sealed class GateSessionTests : IDisposable
{
    private const int Items = 40;

    private readonly TemporaryFolder folder = new();
    private int calls;

    public GateSessionTests() =>
        folder.Write("questions.jsonl", string.Concat(Enumerable.Range(0, Items).Select(static i => string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"q{i:00}\",\"text\":\"{i}\"}}\n"))));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true, OutcomeKind.Passed, "8 items that changed were sampled again, which does not confirm a regression")]
    [InlineData(false, OutcomeKind.Failed, "8 items that changed were sampled again, which confirms it")]
    public async Task Regression_is_confirmed_by_more_samples_of_the_items_that_changed(bool isChance, OutcomeKind expected, string reason)
    {
        var gate = new GateSpec("right", GatePolicy.Significance) { Confirm = 3 };
        await RunAsync("1", gate, static (_, _) => "yes", accept: true);
        calls = 0;

        var outcome = await RunAsync("2", gate, (item, sample) => item < 8 && (!isChance || sample == 0) ? "no" : "yes");

        Assert.Equal(expected, outcome.Kind);
        Assert.Contains(reason, outcome.Message, StringComparison.Ordinal);
        Assert.Equal(Items + (8 * 3), calls);
    }

    [Fact]
    public async Task Regression_whose_confirmation_would_cost_money_is_reported_in_Auto()
    {
        var gate = new GateSpec("right", GatePolicy.Significance) { Confirm = 3 };
        await RunAsync("1", gate, static (_, _) => "yes", accept: true, mode: AssayMode.Run, isPaid: true);
        await RunAsync("2", gate with { Confirm = 0 }, static (item, _) => item < 8 ? "no" : "yes", mode: AssayMode.Run, isPaid: true);
        calls = 0;

        var outcome = await RunAsync("2", gate, static (_, _) => "yes", mode: AssayMode.Auto, isPaid: true);

        Assert.Equal((OutcomeKind.Failed, 0), (outcome.Kind, calls));
    }

    [Fact]
    public async Task Too_few_items_skip_the_test()
    {
        var gate = new GateSpec("right", GatePolicy.Significance) { MinEffect = 0.05 };
        await RunAsync("1", gate, static (_, _) => "yes", accept: true);

        var outcome = await RunAsync("2", gate, static (item, _) => item < 3 ? "no" : "yes");

        Assert.Equal(OutcomeKind.Inconclusive, outcome.Kind);
        Assert.Contains("are needed for 80 %", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, OutcomeKind.Failed)]
    [InlineData(0.05, OutcomeKind.Passed)]
    [InlineData(0.02, OutcomeKind.Failed)]
    public async Task Errors_pass_as_far_as_their_gate_allows(double allowed, OutcomeKind expected)
    {
        var gate = new GateSpec("right", GatePolicy.Absolute) { ErrorRate = allowed };
        await RunAsync("1", gate, static (_, _) => "yes", accept: true);

        Assert.Equal(expected, (await RunAsync("2", gate, static (item, _) => item < 2 ? throw new EngineException(ErrorCode.EngineFailed, "broken") : "yes")).Kind);
    }

    [Theory]
    [InlineData(LimitMeasure.LatencyP95, 1000, OutcomeKind.Passed)]
    [InlineData(LimitMeasure.LatencyP95, 1e-9, OutcomeKind.Failed)]
    [InlineData(LimitMeasure.CostPerItem, 0.0031, OutcomeKind.Passed)]
    [InlineData(LimitMeasure.CostPerItem, 0.0029, OutcomeKind.Failed)]
    public async Task Limits_are_held_against_what_generations_took(LimitMeasure measure, double most, OutcomeKind expected)
    {
        var gate = new GateSpec("right", GatePolicy.Absolute);
        folder.Write("assay.toml", "name = \"p\"\n[[prices]]\nmodel = \"m\"\ninput_per_million = 10.0\noutput_per_million = 20.0\n");
        await RunAsync("1", gate, static (_, _) => "yes", accept: true);

        var outcome = await RunAsync("1", gate, static (_, _) => "yes", limit: new LimitSpec(measure, most) { Model = "m" });

        Assert.Equal(expected, outcome.Kind);
        Assert.Equal(expected == OutcomeKind.Failed, outcome.Message.Contains("limit ", StringComparison.Ordinal));
    }

    private async Task<SliceOutcome> RunAsync(string version, GateSpec gate, Func<int, int, string> answer, bool accept = false, AssayMode mode = AssayMode.Auto, bool isPaid = false, LimitSpec? limit = null)
    {
        var samples = new Dictionary<string, int>(StringComparer.Ordinal);
        var definition = new BenchmarkDefinition
        {
            Spec = new BenchmarkSpec("gated")
            {
                Models = [new ModelSpec("m", "e")],
                Slices = [new SliceSpec("all", new DatasetSpec(DatasetKind.Jsonl) { Path = "questions.jsonl" })],
                Scores = [new ScoreSpec("right", [new MetricSpec("right")])],
                Gates = [gate],
                Limits = limit is null ? [] : [limit],
            },
            Plugins = new PluginRegistry()
                .Add(new FunctionEngine("e", version, EngineInput.Item, isPaid, (request, _) =>
                {
                    int sample;
                    lock (samples)
                    {
                        calls++;
                        sample = samples[request.Item.Id] = samples.GetValueOrDefault(request.Item.Id, -1) + 1;
                    }

                    return ValueTask.FromResult(new Output(answer(int.Parse(request.Item.Id[1..], CultureInfo.InvariantCulture), sample)) { InputTokens = 100, OutputTokens = 100 });
                }))
                .Add(new FunctionMetric("right", "1", static (context, _) => ValueTask.FromResult(new MetricResult(context.Output.Text == "yes" ? 1 : 0)))),
            Datasets = new Dictionary<string, IDatasetSource> { ["all"] = Dataset.Jsonl<Question>("questions.jsonl").Bind(static question => question.Id) },
            Name = "Gated",
        };
        await using var session = AssaySession.Open(new Catalog(definition), new SessionSettings { ProjectDirectory = folder.Path, Accept = accept, Mode = mode });
        return await session.VerifyAsync("gated", "all", null, Token);
    }

    private sealed class Catalog(BenchmarkDefinition benchmark) : IBenchmarkCatalog
    {
        public IReadOnlyList<BenchmarkDefinition> Benchmarks => [benchmark];
    }
}
