using Assay.Errors;
using Assay.Identity;
using Assay.Planning;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Results;

/// <summary>One candidate: a model's answer to one item, asked in one way, with its scores. The output is read when it is asked for.</summary>
public sealed class CandidateResult
{
    private readonly ResultSource source;
    private readonly TaskScope task;
    private readonly Cell cell;

    internal CandidateResult(ResultSource source, TrialRow row, int sample, Hash128 trialId, Hash128 id)
    {
        this.source = source;
        task = row.Task;
        cell = row.Cell with { Sample = sample };
        Ordinal = row.First + sample;
        TrialId = trialId;
        Id = id;
        Status = row.StatusOf(sample);
        Failure = row.FailureOf(sample);
        Generation = row.Generation(sample);
        ItemRow = row.ItemRow(sample);
        Scores = new CandidateScores(task.ScoreNames, Read(row, sample, 0, task.Columns.Count));
        Parses = new CandidateScores(task.ParseNames, Read(row, sample, task.Columns.Count, task.Overlays.Count));
    }

    /// <summary>The generation's identity, see <see cref="TrialIdentity.OfGeneration"/>. Slices that ask the same thing share it.</summary>
    public Hash128 Id { get; }

    /// <summary>The trial's identity, see <see cref="TrialIdentity.OfTrial"/>.</summary>
    public Hash128 TrialId { get; }

    /// <summary>The slice's id, or the task's in an experiment.</summary>
    public string Slice => task.Id;

    /// <summary>The model's id.</summary>
    public string Model => task.ModelIds[cell.Model];

    /// <summary>The prompt variant's id; empty where the task has none.</summary>
    public string Prompt => task.PromptIds[cell.Prompt];

    /// <summary>The set of params as short JSON; empty where the experiment has one set only.</summary>
    public string Params => task.ParamsLabels[cell.Params];

    /// <summary>The params.</summary>
    public InferenceParams Inference => task.Slice.Experiment.Params[cell.Params];

    /// <summary>The item's id.</summary>
    public string ItemId => task.Slice.Items[cell.Item].Id;

    /// <summary>Its place among the trial's candidates, from 0.</summary>
    public int Sample => cell.Sample;

    /// <summary>The seed of its generation.</summary>
    public long Seed => Inference.Seed ?? TrialIdentity.SeedOf(Id);

    /// <summary>How it stands.</summary>
    public ResultStatus Status { get; }

    /// <summary>Why the output or the first score that lacks is not there; null when it is completed.</summary>
    public ErrorCode? Failure { get; }

    /// <summary>Whether there is an output to read.</summary>
    public bool HasOutput => Generation.Status == GenerationStatus.Completed;

    /// <summary>The scores by name; those that failed or are missing say why.</summary>
    public CandidateScores Scores { get; }

    /// <summary>Of the parses that no score reads, and in the view of one parse of that one: 1 where it found a value, 0 where it did not.</summary>
    public CandidateScores Parses { get; }

    internal TaskScope Task => task;

    internal long Ordinal { get; }

    internal StoredGeneration Generation { get; }

    internal long ItemRow { get; }

    /// <summary>Reads the output.</summary>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>Null when there is none, see <see cref="HasOutput"/>.</returns>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async ValueTask<Output?> OutputAsync(CancellationToken cancellationToken = default) =>
        HasOutput ? await source.Store.ReadOutputAsync(Generation.Id, cancellationToken) : null;

    private static SampleScore[] Read(TrialRow row, int sample, int from, int to)
    {
        var scores = new SampleScore[to - from];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = row.Scores(from + i)[sample];
        return scores;
    }
}
