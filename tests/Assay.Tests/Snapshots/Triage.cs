using Assay.Results;
using Assay.Specs;

namespace Assay.Tests.Snapshots;

/// <summary>A small benchmark, and short ways to write its scores.</summary>
internal static class Triage
{
    public static BenchmarkSpec Benchmark { get; } = new("support-triage")
    {
        Slices =
        [
            new SliceSpec("billing", new DatasetSpec(DatasetKind.Memory)) { Dimensions = ValueMap<string>.Empty.With("source", "synthetic").With("lang", "en") },
            new SliceSpec("access", new DatasetSpec(DatasetKind.Memory)),
        ],
        Scores =
        [
            new ScoreSpec("accuracy", [new MetricSpec("exact")]),
            new ScoreSpec("length", [new MetricSpec("chars"), new MetricSpec("words")]) { HigherIsBetter = false },
        ],
    };

    public static BenchmarkSpec Gated(string score, GatePolicy policy, double tolerance = 0) =>
        Benchmark with { Gates = [new GateSpec(score, policy) { Tolerance = tolerance }] };

    public static ItemScore Row(string item, SampleScore sample, string slice = "billing", string model = "m", string prompt = "", string score = "accuracy") =>
        new(slice, item, model, prompt, "", score, [sample]);

    public static ItemScore Row(string item, double value, string slice = "billing", string model = "m", string prompt = "", string score = "accuracy") =>
        Row(item, new SampleScore(value), slice, model, prompt, score);

    public static ItemScore Samples(string item, params SampleScore[] samples) =>
        new("billing", item, "m", "", "", "accuracy", ValueList.From(samples));

    public static ItemScore[] Items(int count, Func<int, double> value, string slice = "billing", string model = "m", string score = "accuracy") =>
        [.. Enumerable.Range(0, count).Select(i => Row($"t-{i:000}", value(i), slice, model, score: score))];

    public static SliceResult Result(string slice, params ItemScore[] scores) => new(Benchmark, slice, scores);
}
