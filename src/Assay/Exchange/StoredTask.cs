using System.Collections;
using Assay.Errors;
using Assay.Execution;
using Assay.Storage;

namespace Assay.Exchange;

/// <summary>What is stored for a task's plan, compactly: which places have a generation, and how their scores stand.</summary>
internal sealed class StoredTask
{
    private readonly int scores;
    private readonly PreparedTask task;
    private readonly BitArray placed;
    private readonly BitArray known;
    private readonly BitArray generated;
    private readonly BitArray finished;
    private readonly double[] values;
    private readonly Dictionary<int, ErrorCode> failures = [];

    private StoredTask(PreparedTask task, int scores)
    {
        this.task = task;
        this.scores = scores;
        var candidates = checked((int)task.Slice.Count);
        placed = new BitArray(candidates);
        known = new BitArray(candidates);
        generated = new BitArray(candidates);
        finished = new BitArray(checked(candidates * scores));
        values = new double[finished.Count];
    }

    /// <summary>Reads a task's state.</summary>
    /// <param name="store">Where results are kept.</param>
    /// <param name="task">The task.</param>
    /// <param name="withScores">Whether the state of scores is read too.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async ValueTask<StoredTask> ReadAsync(IRunStore store, PreparedTask task, bool withScores, CancellationToken cancellationToken)
    {
        var overlays = withScores ? task.Binding.Overlays : [];
        var state = new StoredTask(task, overlays.Count);
        await foreach (var candidate in store.ReadCandidatesAsync(task.Binding.PlanId, overlays, cancellationToken))
        {
            state.placed[(int)candidate.Ordinal] = true;
            state.generated[(int)candidate.Ordinal] = candidate.Generation.Status == GenerationStatus.Completed;
            for (var i = 0; i < overlays.Count; i++)
                state.Note(state.BitOf(candidate.Ordinal, i), candidate.Scores[i]);
        }

        return state;
    }

    /// <summary>Takes note of the scores that another plan made of the output that a place is about, where the place does not know its own yet.</summary>
    /// <param name="store">Where results are kept.</param>
    /// <param name="ordinal">The place.</param>
    /// <param name="generation">The row of its output.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public async ValueTask FindAsync(IRunStore store, long ordinal, long generation, CancellationToken cancellationToken)
    {
        if (placed[(int)ordinal] || known[(int)ordinal])
            return;
        known[(int)ordinal] = true;
        var found = await store.FindScoresAsync(generation, task.Slice.Items[task.Slice.CellOf(ordinal).Item], task.Binding.Overlays, cancellationToken);
        for (var i = 0; i < scores; i++)
            Note(BitOf(ordinal, i), found[i]);
    }

    /// <summary>Whether a place knows its generation, be it a failed one.</summary>
    public bool IsPlaced(long ordinal) => placed[(int)ordinal];

    /// <summary>Whether a place has an output.</summary>
    public bool IsGenerated(long ordinal) => generated[(int)ordinal];

    /// <summary>Whether a score is computed for good.</summary>
    public bool IsFinished(long ordinal, int score) => finished[BitOf(ordinal, score)];

    /// <summary>The value of a score that is computed for good; not a number where there is none.</summary>
    public double ValueOf(long ordinal, int score) => values[BitOf(ordinal, score)];

    /// <summary>Why a score failed; null when it did not, or has not been tried.</summary>
    public ErrorCode? FailureOf(long ordinal, int score) => failures.TryGetValue(BitOf(ordinal, score), out var code) ? code : null;

    /// <summary>Takes note of a place that is being recorded.</summary>
    public void Place(long ordinal) => placed[(int)ordinal] = true;

    /// <summary>Takes note of a score that is being recorded.</summary>
    public void Score(long ordinal, int score, EvaluationRecord record) =>
        Note(BitOf(ordinal, score), new StoredScore(true, record.Value, record.Failure));

    private int BitOf(long ordinal, int score) => checked(((int)ordinal * scores) + score);

    private void Note(int bit, StoredScore score)
    {
        if (!score.Exists)
            return;
        if (score.Failure is { } code && code != ErrorCode.ParseFailed)
        {
            failures[bit] = code;
            return;
        }

        failures.Remove(bit);
        finished[bit] = true;
        values[bit] = score.Value ?? double.NaN;
    }
}
