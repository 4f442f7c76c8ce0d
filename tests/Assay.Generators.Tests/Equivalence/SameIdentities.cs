using System.Globalization;
using Assay.Contracts;
using Assay.Generators.Tests.Setup;
using Assay.Results;
using Assay.Specs;

namespace Assay.Generators.Tests.Equivalence;

/// <summary>
/// Holds a class against a spec that is written by hand: equal records, equal digests, and, run over the same items and plugins
/// in stores of their own, equal runs, trials, generations, transforms and evaluations, with the same scores, parsed values, attempts
/// and explanations. The hand-written side has no compiled
/// prompts, so that its templates are rendered by the library.
/// </summary>
internal static class SameIdentities
{
    private const string Items = """
        public sealed record Ticket(string Id, string Question, string Label, string Lang);
        """;

    private static ProjectSpec Project { get; } = new("equivalence")
    {
        Tools = [new ToolSpec("fetch", "Fetches a page.")],
        McpServers =
        [
            new McpServerSpec("docs", "Docs", McpApproval.Never) { ServerUrl = "https://docs.example/mcp" },
            new McpServerSpec("wiki", "Wiki", McpApproval.Never) { ServerUrl = "https://wiki.example/mcp" },
        ],
    };

    /// <summary>A class whose id is <c>bench</c>, with items, an engine and two scores of its own around what a test declares.</summary>
    public static BenchmarkDefinition Class(string members, string attributes = "[Model(\"echo\")]", string types = "", string bases = "") => Load(Source(members, attributes, types, bases));

    /// <summary>The source of such a class.</summary>
    public static string Source(string members, string attributes, string types = "", string bases = "") => $$"""
        namespace Samples;

        {{Items}}

        {{types}}

        [Benchmark("bench")]
        {{attributes}}
        public partial class Bench{{bases}}
        {
            public static IEnumerable<Ticket> Tickets =>
                Enumerable.Range(0, 6).Select(static i => new Ticket($"t{i}", $"Question {i}?", i % 2 == 0 ? "A" : "B", i < 4 ? "en" : "de"));

            [Engine("echo", Version = "1")]
            public static string Echo(Ticket item, Prompt prompt) => prompt.Text + item.Label;

            [Parse("last", Version = "1")]
            public static Parsed<char> Last(string text) => text.Length > 0 ? text[^1] : Parsed.Failed<char>("empty");

            [Score("accuracy", Parse = nameof(Last), Version = "1")]
            public static bool Accuracy(Ticket item, char letter) => item.Label[0] == letter;

            [Score("length", Version = "1")]
            public static int Length(Output output) => output.Text.Length;

            {{members}}
        }
        """;

    /// <summary>The spec of such a class, for a test to change.</summary>
    public static BenchmarkSpec Spec(params ValueList<SliceSpec> slices) => new("bench")
    {
        Models = [new ModelSpec("echo", "echo")],
        Slices = slices,
        Parses = [new ParseSpec("last", [new ExtractorSpec("last") { Version = "1" }])],
        Scores =
        [
            new ScoreSpec("accuracy", [new MetricSpec("accuracy") { Version = "1" }]) { Parse = "last" },
            new ScoreSpec("length", [new MetricSpec("length") { Version = "1" }]),
        ],
    };

    /// <summary>A slice of such a class.</summary>
    public static SliceSpec Slice(string id) => new(id, new DatasetSpec(DatasetKind.Memory));

    public static BenchmarkDefinition Load(string source) => Assert.Single(GeneratorTest.Run(source).LoadBenchmarks());

    /// <summary>Holds the class against the spec; gives what happened in the class's run.</summary>
    public static Task<IReadOnlyList<string>> VerifyAsync(BenchmarkSpec written, BenchmarkDefinition generated) => VerifyAsync(written, generated.Plugins, generated);

    /// <summary>The same where the hand-written side has plugins of its own too.</summary>
    public static async Task<IReadOnlyList<string>> VerifyAsync(BenchmarkSpec written, PluginRegistry plugins, BenchmarkDefinition generated)
    {
        Assert.Equal(SpecJson.Write(written), SpecJson.Write(generated.Spec));
        Assert.Equal(written, generated.Spec);
        Assert.Equal(SpecDigest.Of(written), SpecDigest.Of(generated.Spec));
        var byHand = new BenchmarkDefinition { Spec = written, Plugins = plugins, Datasets = generated.Datasets, Examples = generated.Examples, Name = "ByHand" };
        Assert.Equal(SpecDigest.Of(((RunSource)byHand).ToExperiment()), SpecDigest.Of(((RunSource)generated).ToExperiment()));
        var happened = await RunAsync(generated);
        Assert.Equal(await RunAsync(byHand), happened);
        return happened;
    }

    /// <summary>Holds an experiment's class against a hand-written spec in the same way.</summary>
    public static async Task VerifyAsync(ExperimentSpec written, ExperimentDefinition generated)
    {
        Assert.Equal(SpecJson.Write(written), SpecJson.Write(generated.Spec));
        Assert.Equal(written, generated.Spec);
        Assert.Equal(SpecDigest.Of(written), SpecDigest.Of(generated.Spec));
        var byHand = new ExperimentDefinition { Spec = written, Plugins = generated.Plugins, Datasets = generated.Datasets, Examples = generated.Examples, Name = "ByHand" };
        Assert.Equal(await IdentitiesAsync(byHand), await IdentitiesAsync(generated));
    }

    /// <summary>The texts of a run's outputs, in order.</summary>
    public static async Task<IReadOnlyList<string>> OutputsAsync(BenchmarkDefinition benchmark)
    {
        var outputs = new List<string>();
        await RunAsync(async (orchestrator, cancellationToken) => await orchestrator.RunBenchmarkAsync(benchmark, cancellationToken: cancellationToken), async result =>
        {
            await foreach (var trial in result.TrialsAsync(TestContext.Current.CancellationToken))
            {
                foreach (var candidate in trial.Candidates)
                    outputs.Add((await candidate.OutputAsync(TestContext.Current.CancellationToken))!.Text);
            }
        });
        return outputs;
    }

    /// <summary>The failures of a run's candidates, in order; null for one that did not fail.</summary>
    public static async Task<IReadOnlyList<string?>> FailuresAsync(BenchmarkDefinition benchmark)
    {
        var failures = new List<string?>();
        await RunAsync(async (orchestrator, cancellationToken) => await orchestrator.RunBenchmarkAsync(benchmark, cancellationToken: cancellationToken), async result =>
        {
            await foreach (var trial in result.TrialsAsync(TestContext.Current.CancellationToken))
            {
                var timeline = await result.TimelineAsync(trial, TestContext.Current.CancellationToken);
                failures.AddRange(timeline.Candidates.Select(static candidate => candidate.Steps.Select(static step => step.Failure?.ToString()).FirstOrDefault(static failure => failure is not null)));
            }
        });
        return failures;
    }

    /// <summary>Every identity of a run and what happened in it, as text.</summary>
    public static Task<IReadOnlyList<string>> RunAsync(BenchmarkDefinition benchmark) =>
        IdentitiesAsync(async (orchestrator, cancellationToken) => await orchestrator.RunBenchmarkAsync(benchmark, cancellationToken: cancellationToken));

    private static Task<IReadOnlyList<string>> IdentitiesAsync(ExperimentDefinition experiment) =>
        IdentitiesAsync(async (orchestrator, cancellationToken) => await orchestrator.RunAsync(experiment, cancellationToken: cancellationToken));

    private static async Task<IReadOnlyList<string>> IdentitiesAsync(Func<Orchestrator, CancellationToken, Task<RunResult>> run)
    {
        var identities = new List<string>();
        await RunAsync(run, async result =>
        {
            identities.Add($"run {result.RunId}");
            identities.AddRange(result.Parses.Select(static parse => $"transform {parse.Id} {parse.Hash}"));
            identities.AddRange(result.Scores.Select(static score => $"evaluation {score.Name} {score.Hash}"));
            await foreach (var trial in result.TrialsAsync(TestContext.Current.CancellationToken))
            {
                foreach (var candidate in trial.Candidates)
                {
                    var output = await candidate.OutputAsync(TestContext.Current.CancellationToken);
                    identities.Add($"{output} {string.Join(", ", candidate.Scores)}");
                    identities.Add($"{trial.Slice} {trial.Model} {trial.Prompt} {trial.Params} {trial.ItemId} trial {trial.Id} generation {candidate.Id} {candidate.Status}");
                }

                var timeline = await result.TimelineAsync(trial, TestContext.Current.CancellationToken);
                foreach (var candidate in timeline.Candidates)
                    identities.AddRange(candidate.Steps.Select(Text).Distinct().Order(StringComparer.Ordinal));
            }

            identities.AddRange((await result.SliceScoresAsync(TestContext.Current.CancellationToken)).Select(static score => string.Create(CultureInfo.InvariantCulture, $"whole {score.Slice}|{score.Model}|{score.Prompt}|{score.Params}|{score.Score}|{string.Join(',', score.Samples)}")));
        });
        Assert.DoesNotContain(identities, static identity => identity.EndsWith("Failed", StringComparison.Ordinal));
        Assert.Contains(identities, static identity => identity.Contains(" generation ", StringComparison.Ordinal));
        return identities;
    }

    private static async Task RunAsync(Func<Orchestrator, CancellationToken, Task<RunResult>> run, Func<RunResult, Task> read)
    {
        var folder = Directory.CreateTempSubdirectory("assay-equivalence-");
        try
        {
            await using var orchestrator = Orchestrator.FromProjectSpec(Project, new OrchestratorOptions { ProjectDirectory = folder.FullName });
            await read(await run(orchestrator, TestContext.Current.CancellationToken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Text(TimelineStep step) =>
        string.Create(CultureInfo.InvariantCulture, $"{step.Kind}|{step.Name}|{step.Success}|{step.Failure}|{step.Score}|{step.Text}");
}
