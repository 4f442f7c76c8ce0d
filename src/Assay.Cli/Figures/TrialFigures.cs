using Assay.Cli.Reading;
using Assay.Storage;

namespace Assay.Cli.Figures;

/// <summary>A trial's figure of one metric, its samples reduced.</summary>
/// <param name="First">The trial's first candidate.</param>
/// <param name="Score">The score.</param>
/// <param name="Value">The figure; null where too few samples are scored.</param>
/// <param name="HasFailed">Whether a sample failed.</param>
/// <param name="FailedSamples">How many samples have no score because something failed.</param>
internal sealed record TrialFigures(CandidateRow First, ScoreInfo Score, double? Value, bool HasFailed, int FailedSamples)
{
    /// <summary>The figures of a run, metric by metric of each trial.</summary>
    public static IEnumerable<TrialFigures> Of(RunView view, string? metric)
    {
        var infos = view.Scores.ToLookup(static score => score.Slice, StringComparer.Ordinal);
        var trial = new List<CandidateRow>();
        foreach (var row in view.Candidates)
        {
            trial.Add(row);
            if (trial.Count < row.Plan.Samples)
                continue;
            foreach (var info in infos[row.Plan.Slice].Where(info => metric is null || info.Name == metric))
                yield return Of(trial, info);
            trial.Clear();
        }
    }

    private static TrialFigures Of(List<CandidateRow> trial, ScoreInfo info)
    {
        var values = new List<double>();
        var failed = 0;
        foreach (var row in trial)
        {
            var exists = row.Scores.TryGetValue(info.Name, out var score);
            if (exists && score.Value is { } value)
                values.Add(value);
            else if (row.Generation.Status == GenerationStatus.Failed || (exists && score.Failure is not null))
                failed++;
        }

        double? figure = values.Count < info.Reduction.LeastSamples ? null : info.Reduction.Reduce(values.ToArray());
        return new TrialFigures(trial[0], info, figure, failed > 0, failed);
    }
}
