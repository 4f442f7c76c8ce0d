using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Planning;
using Assay.Runtime;
using Assay.Specs;
using Assay.Storage;
using Assay.Text;

namespace Assay.Results;

/// <summary>Computes the scores of whole slices over what is stored: outputs are read and parsed again, model by model and sample by sample.</summary>
/// <param name="store">Where outputs are kept.</param>
/// <param name="slice">The plan.</param>
/// <param name="hooks">What stands around parses.</param>
/// <param name="time">The clock.</param>
/// <param name="scrub">Scrubs what user code that failed said; null leaves it.</param>
internal sealed class SliceScorer(IRunStore store, PlannedSlice slice, IReadOnlyList<IHook> hooks, TimeProvider time, Func<string, string>? scrub = null)
{
    private readonly ParseStage parses = new(new HookPipeline(hooks), new SecretRedactor([]), null, time);
    private readonly List<string> failures = [];

    /// <summary>What metrics that failed said, for people.</summary>
    public IReadOnlyList<string> Failures => failures;

    /// <summary>Computes them; a block with a candidate that has no output has that candidate's failure in place of its scores.</summary>
    /// <param name="generations">How each candidate's generation stands, by ordinal.</param>
    /// <param name="cancellationToken">Stops the reading and the metrics.</param>
    public async ValueTask<IReadOnlyList<ItemScore>> ScoreAsync(IReadOnlyList<StoredGeneration> generations, CancellationToken cancellationToken)
    {
        var scores = new List<ItemScore>();
        if (slice.SliceScores.Count == 0 || slice.Items.Count == 0)
            return scores;
        var block = (long)slice.Items.Count * slice.Samples;
        for (long first = 0; first < slice.Count; first += block)
        {
            var samples = slice.SliceScores.Select(_ => new SampleScore[slice.Samples]).ToArray();
            for (var sample = 0; sample < slice.Samples; sample++)
                await ScoreAsync(slice.CellOf(first), sample, generations, samples, cancellationToken);
            var cell = slice.CellOf(first);
            for (var score = 0; score < slice.SliceScores.Count; score++)
            {
                scores.Add(new ItemScore(
                    slice.Task.Id,
                    "",
                    slice.Models[cell.Model].Spec.Id,
                    slice.Prompts[cell.Prompt].Spec?.Id ?? "",
                    slice.Experiment.Params.Count == 1 ? "" : SpecJson.Write(slice.Experiment.Params[cell.Params]),
                    slice.SliceScores[score].Name,
                    [.. samples[score]]));
            }
        }

        return scores;
    }

    private async ValueTask ScoreAsync(Cell block, int sample, IReadOnlyList<StoredGeneration> generations, SampleScore[][] samples, CancellationToken cancellationToken)
    {
        var rows = Enumerable.Range(0, slice.Items.Count).Select(item => generations[(int)slice.OrdinalOf(block with { Item = item, Sample = sample })]).ToArray();
        var missing = Array.FindIndex(rows, static row => row.Status != GenerationStatus.Completed);
        if (missing >= 0)
        {
            for (var score = 0; score < slice.SliceScores.Count; score++)
                samples[score][sample] = new SampleScore(null, rows[missing].Failure ?? ErrorCode.GenerationMissing);
            return;
        }

        var outputs = new Output[rows.Length];
        for (var item = 0; item < outputs.Length; item++)
            outputs[item] = await store.ReadOutputAsync(rows[item].Id, cancellationToken);
        var contexts = new Dictionary<int, (SliceMetricContext? Context, ErrorCode? Failure)>();
        for (var score = 0; score < slice.SliceScores.Count; score++)
        {
            var planned = slice.SliceScores[score];
            if (!contexts.TryGetValue(planned.ParseIndex, out var read))
                contexts.Add(planned.ParseIndex, read = await ReadAsync(planned.ParseIndex, outputs, cancellationToken));
            samples[score][sample] = read.Context is null
                ? new SampleScore(null, read.Failure)
                : await EvaluateAsync(planned, read.Context, slice.Describe(block with { Sample = sample }), cancellationToken);
        }
    }

    /// <summary>What the scores of one parse read; a failure where an extractor or a hook threw.</summary>
    private async ValueTask<(SliceMetricContext? Context, ErrorCode? Failure)> ReadAsync(int parse, Output[] outputs, CancellationToken cancellationToken)
    {
        var answers = new AnsweredItem[outputs.Length];
        for (var item = 0; item < answers.Length; item++)
        {
            var extraction = default(Extraction);
            if (parse >= 0)
            {
                (extraction, var failure, _) = await parses.RunAsync(slice.Parses[parse], 0, new ExtractionContext(outputs[item], slice.Items[item]), null, cancellationToken);
                if (failure is not null)
                {
                    failures.Add($"{slice.Items[item].Id}: {Scrubbed(extraction.Reason)}");
                    return (null, failure);
                }
            }

            answers[item] = new AnsweredItem(slice.Items[item], outputs[item], extraction);
        }

        return (new SliceMetricContext(answers), null);
    }

    private string Scrubbed(string? said) => said is null ? "" : scrub?.Invoke(said) ?? said;

    private async ValueTask<SampleScore> EvaluateAsync(PlannedSliceScore score, SliceMetricContext context, string place, CancellationToken cancellationToken)
    {
        try
        {
            var value = (await score.Evaluate(context, cancellationToken)).Value;
            return double.IsFinite(value)
                ? new SampleScore(value == 0 ? 0 : value)
                : Failed(string.Create(CultureInfo.InvariantCulture, $"gave {value}, which is no finite number."));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            return Failed($"threw {exception.GetType().Name}: {Scrubbed(Thrown.Message(exception))}");
        }

        SampleScore Failed(string what)
        {
            failures.Add($"{place}: metric '{score.Name}' of the whole slice {what}");
            return new SampleScore(null, ErrorCode.MetricFailed);
        }
    }
}
