using Assay.Errors;
using Assay.Execution;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Results;

/// <summary>Reads a slice's scores from the store, in the order of the plan.</summary>
internal static class SliceResultReader
{
    /// <summary>Reads them; a candidate without a generation has <see cref="ErrorCode.GenerationMissing"/> in place of its scores.</summary>
    public static async ValueTask<SliceResult> ReadAsync(PreparedRun run, TimeProvider time, Func<string, string> scrub, CancellationToken cancellationToken)
    {
        var (store, slice, binding) = (run.Store, run.Tasks[0].Slice, run.Tasks[0].Binding);
        var columns = slice.Scores.Count;
        var samples = new SampleScore[slice.Count * columns];
        var generations = new StoredGeneration[slice.SliceScores.Count == 0 ? 0 : slice.Count];
        Array.Fill(samples, new SampleScore(null, ErrorCode.GenerationMissing));
        await foreach (var stored in store.ReadCandidatesAsync(binding.PlanId, binding.Overlays, cancellationToken))
        {
            if (generations.Length > 0)
                generations[stored.Ordinal] = stored.Generation;
            for (var i = 0; i < columns; i++)
                samples[stored.Ordinal * columns + i] = ScoreOf(stored, i);
        }

        var labels = slice.Experiment.Params.Count == 1
            ? [""]
            : slice.Experiment.Params.Select(static parameters => SpecJson.Write(parameters)).ToArray();
        var scores = new List<ItemScore>((int)slice.Trials * columns);
        for (long first = 0; first < slice.Count; first += slice.Samples)
        {
            var cell = slice.CellOf(first);
            for (var column = 0; column < columns; column++)
            {
                var values = new SampleScore[slice.Samples];
                for (var sample = 0; sample < values.Length; sample++)
                    values[sample] = samples[(first + sample) * columns + column];
                scores.Add(new ItemScore(
                    slice.Task.Id,
                    slice.Items[cell.Item].Id,
                    slice.Models[cell.Model].Spec.Id,
                    slice.Prompts[cell.Prompt].Spec?.Id ?? "",
                    labels[cell.Params],
                    slice.Scores[column].Name,
                    [.. values]));
            }
        }

        var whole = new SliceScorer(store, slice, run.Source.Plugins.Hooks, time, scrub);
        scores.AddRange(await whole.ScoreAsync(generations, cancellationToken));
        return new SliceResult(slice.Benchmark ?? throw new InvalidOperationException("Only a benchmark has slices."), slice.Task.Id, scores) { Failures = whole.Failures, Clusters = ItemClusters.NamesOf(slice) };
    }

    private static SampleScore ScoreOf(StoredCandidate stored, int column)
    {
        if (stored.Generation.Status != GenerationStatus.Completed)
            return new SampleScore(null, stored.Generation.Failure ?? ErrorCode.GenerationMissing);
        var score = stored.Scores[column];
        return score.Exists ? new SampleScore(score.Value, score.Failure) : new SampleScore(null, ErrorCode.GenerationMissing);
    }
}
