using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Tests.Results;

/// <summary>A trial whose scores are given: what a run is to find.</summary>
internal sealed record ScoredTrial(string Model, string Slice, string Prompt, string Item)
{
    /// <summary>The slice's dimensions.</summary>
    public ValueMap<string> Dimensions { get; init; } = ValueMap<string>.Empty;

    /// <summary>The scores by metric, one per sample; a metric or sample that is not there fails.</summary>
    public IReadOnlyDictionary<string, double[]> Scores { get; init; } = new Dictionary<string, double[]>();

    /// <summary>Whether there is an output.</summary>
    public bool IsAnswered { get; init; } = true;

    /// <summary>The item's value by which items are clustered; null for none.</summary>
    public string? Cluster { get; init; }

    public static ScoredTrial Of(string model, string item, double score, string slice = "s1", string prompt = "p1") =>
        new(model, slice, prompt, item) { Scores = new Dictionary<string, double[]> { ["em"] = [score] } };

    /// <summary>
    /// A benchmark that finds exactly these scores: engine and metrics look them up. Trials of one slice that differ in dimensions, or that
    /// do not fill its matrix of prompts and items, become slices of their own, named after it.
    /// </summary>
    public static BenchmarkDefinition Benchmark(IReadOnlyList<ScoredTrial> trials, string? cluster = null, bool higherIsBetter = true)
    {
        var slices = SlicesOf(trials);
        var bySlice = slices.SelectMany(static slice => slice.Trials.Select(trial => (slice.Id, Trial: trial)))
            .ToLookup(static one => (one.Id, one.Trial.Model, one.Trial.Prompt, one.Trial.Item), static one => one.Trial);
        var samples = Math.Max(1, trials.SelectMany(static trial => trial.Scores.Values).Select(static scores => scores.Length).DefaultIfEmpty(1).Max());
        ScoredTrial Find(string slice, string model, string prompt, string item) => bySlice[(slice, model, prompt, item)].Last();

        // A version of its own, so that benchmarks over one store share no generation and no score.
        var version = Digest.Of(JsonSerializer.Serialize(trials)).ToString();
        var metrics = trials.SelectMany(static trial => trial.Scores.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        return new BenchmarkDefinition
        {
            Spec = new BenchmarkSpec("vectors")
            {
                Models = ValueList.From(trials.Select(static trial => trial.Model).DefaultIfEmpty("m1").Distinct().Select(static id => new ModelSpec(id, "look_up"))),
                Prompts = ValueList.From(trials.Select(static trial => trial.Prompt).DefaultIfEmpty("p1").Distinct().Select(static id => new PromptSpec(id, [new MessageSpec(MessageRole.User, id)]))),
                Slices = ValueList.From(slices.Select(slice => new SliceSpec(slice.Id, new DatasetSpec(DatasetKind.Memory))
                {
                    Prompts = ValueList.From(slice.Trials.Select(static trial => trial.Prompt).Distinct()),
                    Dimensions = slice.Trials.Select(static trial => trial.Dimensions).FirstOrDefault(ValueMap<string>.Empty),
                    Cluster = cluster,
                })),
                Scores = ValueList.From(metrics.Select(id => new ScoreSpec(id, [new MetricSpec(id)]) { HigherIsBetter = higherIsBetter })),
                Samples = samples,
            },
            Plugins = PluginsOf(metrics, version, Find),
            Datasets = slices.ToDictionary(static slice => slice.Id, static slice => (IDatasetSource)new Items(slice.Id, [.. slice.Trials.DistinctBy(static trial => trial.Item)])),
            Name = "Vectors",
        };
    }

    private static PluginRegistry PluginsOf(List<string> metrics, string version, Func<string, string, string, string, ScoredTrial> find)
    {
        var registry = new PluginRegistry().Add(new FunctionEngine("look_up", version, EngineInput.Prompt | EngineInput.Item, false, (request, _) =>
        {
            var (slice, item) = ((string, string))request.Item.Value;
            var trial = find(slice, request.Model.Id, request.Prompt.Text, item);
            return trial.IsAnswered
                ? ValueTask.FromResult<Output>(string.Create(CultureInfo.InvariantCulture, $"{trial.Model} {trial.Prompt} {request.SampleIndex}"))
                : throw new EngineException(new ErrorCode("refused"), "No.");
        }));
        foreach (var metric in metrics)
        {
            registry.Add(new FunctionMetric(metric, version, (context, _) =>
            {
                var (slice, item) = ((string, string))context.Item.Value;
                var output = context.Output.Text.Split(' ');
                var trial = find(slice, output[0], output[1], item);
                return ValueTask.FromResult(new MetricResult(trial.Scores[metric][int.Parse(output[2], CultureInfo.InvariantCulture)]));
            }));
        }

        return registry;
    }

    private static List<(string Id, List<ScoredTrial> Trials)> SlicesOf(IReadOnlyList<ScoredTrial> trials)
    {
        var slices = new List<(string Id, List<ScoredTrial> Trials)>();
        foreach (var group in trials.GroupBy(static trial => trial.Slice))
        {
            var parts = group.GroupBy(static trial => trial.Dimensions).ToList();
            if (parts.Count == 1 && !IsFull(parts[0]))
                parts = [.. group.GroupBy(static trial => new ValueMap<string>([new("prompt", trial.Prompt)]))];
            slices.AddRange(parts.Select((part, i) => (parts.Count == 1 ? group.Key : string.Create(CultureInfo.InvariantCulture, $"{group.Key}-{i}"), part.ToList())));
        }

        return slices.Count > 0 ? slices : [("s1", [])];
    }

    private static bool IsFull(IEnumerable<ScoredTrial> trials)
    {
        var all = trials.Select(static trial => (trial.Prompt, trial.Item)).ToHashSet();
        return all.Count == all.Select(static one => one.Prompt).Distinct().Count() * all.Select(static one => one.Item).Distinct().Count();
    }

    private sealed class Items(string slice, IReadOnlyList<ScoredTrial> trials) : IDatasetSource
    {
        public async IAsyncEnumerable<Item> ReadAsync(string projectDirectory, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            foreach (var trial in trials)
                yield return new Item(trial.Item, (slice, trial.Item), Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { doc = trial.Cluster, item = trial.Item, slice })));
        }
    }
}
