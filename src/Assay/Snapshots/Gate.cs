using Assay.Results;
using Assay.Specs;

namespace Assay.Snapshots;

/// <summary>
/// Holds a slice's scores against its verified ones, and against other models of the run. An item's value is the mean of its samples, or what the score's reduction makes of them; a sample
/// without a score where there was one is worse, whatever the policy, and the reverse is better.
/// </summary>
public static class Gate
{
    /// <summary>Compares one slice by itself.</summary>
    /// <param name="benchmark">Gives the gates and each score's direction.</param>
    /// <param name="slice">The slice's id.</param>
    /// <param name="verified">The slice's verified scores; none makes the verdict <see cref="Verdict.New"/>.</param>
    /// <param name="received">The slice's scores of this run.</param>
    /// <exception cref="ArgumentException">Two scores of one side have one item, model, prompt, params and name.</exception>
    public static SliceVerdict Compare(BenchmarkSpec benchmark, string slice, IReadOnlyList<ItemScore> verified, IReadOnlyList<ItemScore> received) =>
        Compare(new SliceResult(benchmark, slice, received), verified);

    /// <summary>Compares one slice of a benchmark.</summary>
    /// <param name="result">The slice's scores of this run.</param>
    /// <param name="verified">The benchmark's verified scores, of all slices: those of others count for the correction of p values alone. None of this slice makes the verdict <see cref="Verdict.New"/>.</param>
    /// <exception cref="ArgumentException">Two scores of one side have one slice, item, model, prompt, params and name.</exception>
    public static SliceVerdict Compare(SliceResult result, IReadOnlyList<ItemScore> verified) => new SliceComparison(result, verified).Judge();

    /// <summary>The items of which more samples are to be taken before a verdict's regressions are reported, by the gates that ask for it. Give their scores in <see cref="SliceResult.Resampled"/> and compare again.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <returns>One request for each variant; none where nothing is to be confirmed.</returns>
    public static IReadOnlyList<ResampleRequest> ToConfirm(SliceVerdict verdict) =>
        [.. verdict.Comparisons
            .Where(static comparison => comparison is { Verdict: Verdict.Regressed, Gate.Confirm: > 0, IsOfSlice: false, Resampled: 0, NewlyFailed: 0 } && comparison.ErrorRate <= comparison.Gate.ErrorRate)
            .GroupBy(static comparison => comparison.Variant)
            .Select(group => new ResampleRequest(
                verdict.Slice,
                group.Key,
                ValueList.From(group.SelectMany(static comparison => comparison.Worse.Concat(comparison.Better)).Select(static change => change.ItemId).Distinct().Order(StringComparer.Ordinal)),
                group.Max(static comparison => comparison.Gate.Confirm)))
            .Where(static request => request.ItemIds.Count > 0)];

    /// <summary>Which outputs to show beside the items that got worse; ask <see cref="SnapshotRequest.Outputs"/> for them.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="verdict">The verdict.</param>
    /// <returns>
    /// Of the first ten rows that regressed the first ten items each, of an item with several samples the first that got worse; at most 30, each once. None where the slice does not fail.
    /// </returns>
    public static IReadOnlyList<OutputPlace> ToShow(BenchmarkSpec benchmark, SliceVerdict verdict) => new ShownOutputs(benchmark, verdict.Slice).Of(verdict);
}
