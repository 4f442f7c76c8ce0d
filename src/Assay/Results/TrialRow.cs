using Assay.Errors;
using Assay.Planning;
using Assay.Storage;

namespace Assay.Results;

/// <summary>What is stored for one trial: a row per sample and a column per overlay, scores before parses. A scan gives the same instance for every trial: read it before moving on.</summary>
internal sealed class TrialRow
{
    private static readonly SampleScore NoGeneration = new(null, ErrorCode.GenerationMissing);
    private static readonly SampleScore NoScore = new(null, ErrorCode.ScoreMissing);

    private readonly StoredGeneration[] generations;
    private readonly long[] itemRows;
    private readonly SampleScore[] scores;

    public TrialRow(TaskScope task)
    {
        Task = task;
        generations = new StoredGeneration[task.Slice.Samples];
        itemRows = new long[task.Slice.Samples];
        scores = new SampleScore[task.Slice.Samples * task.Overlays.Count];
    }

    public TaskScope Task { get; }

    /// <summary>The ordinal of the trial's first candidate.</summary>
    public long First { get; private set; }

    /// <summary>The first candidate's place in the matrix.</summary>
    public Cell Cell { get; private set; }

    public int Samples => generations.Length;

    public StoredGeneration Generation(int sample) => generations[sample];

    /// <summary>The row of the item in the store; 0 where the candidate has no generation.</summary>
    public long ItemRow(int sample) => itemRows[sample];

    /// <summary>A column's scores, one per sample; of a parse 1 where it found a value and 0 where it did not.</summary>
    public ReadOnlySpan<SampleScore> Scores(int column) => scores.AsSpan(column * Samples, Samples);

    /// <summary>Whether a score has not been made, rather than failed.</summary>
    public bool IsMissing(int sample, int column) =>
        generations[sample].Status == GenerationStatus.Missing || scores[(column * Samples) + sample] == NoScore;

    /// <summary>How a sample's candidate stands.</summary>
    public ResultStatus StatusOf(int sample)
    {
        var status = generations[sample].Status switch
        {
            GenerationStatus.Missing => ResultStatus.Missing,
            GenerationStatus.Failed => ResultStatus.Failed,
            _ => ResultStatus.Completed,
        };
        for (var column = 0; column < Task.Overlays.Count && status == ResultStatus.Completed; column++)
        {
            if (scores[(column * Samples) + sample].Failure is { } failure && failure != ErrorCode.ParseFailed)
                status = failure == ErrorCode.ScoreMissing ? ResultStatus.Missing : ResultStatus.Failed;
        }

        return status;
    }

    /// <summary>Why a sample's candidate has no output or lacks a score; null when it is completed.</summary>
    public ErrorCode? FailureOf(int sample)
    {
        if (generations[sample].Status != GenerationStatus.Completed)
            return generations[sample].Failure ?? ErrorCode.GenerationMissing;
        for (var column = 0; column < Task.Overlays.Count; column++)
        {
            if (scores[(column * Samples) + sample].Failure is { } failure && failure != ErrorCode.ParseFailed)
                return failure;
        }

        return null;
    }

    /// <summary>Stands on a trial of which nothing is known yet.</summary>
    public void Begin(long first)
    {
        First = first;
        if (first < Task.Slice.Count)
            Cell = Task.Slice.CellOf(first);
        Array.Clear(generations);
        Array.Clear(itemRows);
        Array.Fill(scores, NoGeneration);
    }

    /// <summary>Takes what is stored for one candidate of the trial.</summary>
    public void Set(StoredCandidate stored)
    {
        var sample = (int)(stored.Ordinal - First);
        generations[sample] = stored.Generation;
        itemRows[sample] = stored.ItemRow;
        for (var column = 0; column < Task.Overlays.Count; column++)
            scores[(column * Samples) + sample] = ScoreOf(stored, column);
    }

    private static SampleScore ScoreOf(StoredCandidate stored, int column)
    {
        if (stored.Generation.Status != GenerationStatus.Completed)
            return new SampleScore(null, stored.Generation.Failure ?? ErrorCode.GenerationMissing);
        var score = stored.Scores[column];
        return score.Exists ? new SampleScore(score.Value, score.Failure) : NoScore;
    }
}
