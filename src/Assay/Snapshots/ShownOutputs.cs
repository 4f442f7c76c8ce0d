using Assay.Results;
using Assay.Specs;

namespace Assay.Snapshots;

/// <summary>Which outputs a failing slice's message shows beside the items that got worse.</summary>
/// <param name="benchmark">Gives directions of scores and numbers of samples.</param>
/// <param name="slice">The slice's id.</param>
internal sealed class ShownOutputs(BenchmarkSpec benchmark, string slice)
{
    /// <summary>How many items of a row are named.</summary>
    public const int MostItems = 10;

    /// <summary>How many rows are shown.</summary>
    public const int MostRows = 10;

    /// <summary>How many outputs a message shows.</summary>
    public const int MostOutputs = 30;

    private readonly int samples = benchmark.Slices.FirstOrDefault(spec => spec.Id == slice)?.Samples ?? benchmark.Samples;

    /// <summary>The places, in the order of the message and each once; none where the slice does not fail, or no item got worse.</summary>
    public IReadOnlyList<OutputPlace> Of(SliceVerdict verdict) => !verdict.Fails
        ? []
        : [.. verdict.Comparisons
            .Where(static comparison => comparison.Verdict == Verdict.Regressed)
            .Take(MostRows)
            .Where(static comparison => !comparison.IsOfSlice)
            .SelectMany(comparison => comparison.Worse.Take(MostItems).Select(change => PlaceOf(comparison, change)))
            .Distinct()
            .Take(MostOutputs)];

    /// <summary>The first sample of the run whose score got worse; the first one where none did by itself.</summary>
    public OutputPlace PlaceOf(ScoreComparison comparison, ItemChange change)
    {
        var rule = GateRule.For(benchmark, comparison.Score);
        var sample = 0;
        for (var i = Math.Min(samples, Math.Min(change.Before.Count, change.After.Count)) - 1; i >= 0; i--)
        {
            if (IsWorse(rule, change.Before[i], change.After[i]))
                sample = i;
        }

        return new OutputPlace(slice, comparison.Variant.Model, comparison.Variant.Prompt, comparison.Variant.Params, change.ItemId, sample);
    }

    private static bool IsWorse(GateRule rule, SampleScore before, SampleScore after) => (before.Value, after.Value) switch
    {
        (not null, null) => true,
        ({ } old, { } now) => rule.Gain(now - old) < 0,
        _ => false,
    };
}
