using Assay.Statistics;

namespace Assay.Results;

/// <summary>One figure for all samples of a trial.</summary>
/// <param name="Value">The figure; NaN when there is none.</param>
/// <param name="FailedSamples">How many samples failed.</param>
/// <param name="IsMissing">Whether there is no figure because something has not been made yet.</param>
internal readonly record struct TrialFigure(double Value, int FailedSamples, bool IsMissing)
{
    public bool IsScored => !double.IsNaN(Value);

    /// <summary>The figure of a trial's samples.</summary>
    /// <param name="row">The trial.</param>
    /// <param name="column">Which score.</param>
    /// <param name="reduction">How samples become one figure.</param>
    /// <param name="buffer">Room for as many values as there are samples.</param>
    public static TrialFigure Of(TrialRow row, int column, SampleReduction reduction, Span<double> buffer)
    {
        var scores = row.Scores(column);
        var (scored, failed, missing) = (0, 0, 0);
        for (var sample = 0; sample < scores.Length; sample++)
        {
            if (scores[sample].Value is { } value)
                buffer[scored++] = value;
            else if (row.IsMissing(sample, column))
                missing++;
            else
                failed++;
        }

        return scored == 0 || scored < reduction.LeastSamples
            ? new TrialFigure(double.NaN, failed, missing > 0)
            : new TrialFigure(reduction.Reduce(buffer[..scored]), failed, false);
    }
}
