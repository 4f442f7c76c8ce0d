using Assay.Execution;
using Assay.Identity;
using Assay.Planning;
using Assay.Storage;

namespace Assay.Exchange;

/// <summary>Records sound scores in batches, unless they are stored, and the parses that they read.</summary>
internal sealed class ScoreRecorder
{
    private const int LargestBatch = 1024;

    private readonly List<PlacedScore> batch = [];
    private readonly HashSet<Hash128> parsed = [];
    private readonly PreparedRun run;
    private readonly ImportRun row;
    private readonly StoredScoring scoring;
    private readonly ExchangeSettings settings;
    private readonly StoredTask[] stored;
    private long imported;
    private long failed;
    private long alreadyThere;
    private long differing;

    private ScoreRecorder(PreparedRun run, ImportRun row, StoredScoring scoring, ExchangeSettings settings, StoredTask[] stored)
    {
        this.run = run;
        this.row = row;
        this.scoring = scoring;
        this.settings = settings;
        this.stored = stored;
    }

    /// <summary>Reads what is stored, once nobody else writes.</summary>
    public static async ValueTask<ScoreRecorder> BeginAsync(PreparedRun run, ImportRun row, StoredScoring scoring, ExchangeSettings settings, CancellationToken cancellationToken)
    {
        var stored = new StoredTask[run.Tasks.Count];
        for (var i = 0; i < stored.Length; i++)
            stored[i] = await StoredTask.ReadAsync(run.Store, run.Tasks[i], withScores: true, cancellationToken);
        return new ScoreRecorder(run, row, scoring, settings, stored);
    }

    /// <summary>Takes a score; it is recorded with its batch.</summary>
    public async ValueTask AddAsync(PlacedScore score, CancellationToken cancellationToken)
    {
        batch.Add(score);
        if (batch.Count == LargestBatch)
            await RecordAsync(cancellationToken);
    }

    /// <summary>Records the last batch.</summary>
    public async ValueTask<ImportSummary> FinishAsync(CancellationToken cancellationToken)
    {
        await RecordAsync(cancellationToken);
        return new ImportSummary(run.RunId, imported, failed, alreadyThere) { Differing = differing };
    }

    private async ValueTask RecordAsync(CancellationToken cancellationToken)
    {
        var rows = await scoring.FindAsync(batch.Select(static score => score.Generation), cancellationToken);
        for (var i = 0; i < rows.Length; i++)
            await RecordAsync(batch[i], rows[i], cancellationToken);
        await run.Store.FlushAsync(cancellationToken);
        batch.Clear();
    }

    private async ValueTask RecordAsync(PlacedScore score, long generation, CancellationToken cancellationToken)
    {
        EvaluationRecord? written = null;
        var isDifferent = false;
        var items = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (place, column) in score.Places)
        {
            var (task, ordinal) = (run.Tasks[place.Task], place.Ordinal);
            var opened = await scoring.OpenAsync(generation, place, cancellationToken);
            var record = await opened.RecordedAsync(column, score.Answer, cancellationToken);
            await stored[place.Task].FindAsync(run.Store, ordinal, generation, cancellationToken);
            var item = new ItemEntry(task.Slice.Items[task.Slice.CellOf(ordinal).Item], settings.StorePayloads);
            if (!stored[place.Task].IsPlaced(ordinal))
                await run.Store.AppendAsync(new PlanItemEntry { PlanId = task.Binding.PlanId, Ordinal = ordinal, Generation = new GenerationRef(generation), Item = item }, cancellationToken);
            stored[place.Task].Place(ordinal);
            if (IsStored(place, column, record, ref isDifferent))
                continue;
            stored[place.Task].Score(ordinal, column, record);
            written = record;

            // Places of one item share their row.
            if (items.Add(item.Item.Id))
                await AppendAsync(generation, item, record, await TransformsAsync(task.Slice, column, score.Generation, opened, cancellationToken), cancellationToken);
        }

        imported += written is { Failure: null } ? 1 : 0;
        failed += written is { Failure: not null } ? 1 : 0;
        alreadyThere += written is null ? 1 : 0;
        differing += written is null && isDifferent ? 1 : 0;
    }

    private bool IsStored(Place place, int column, EvaluationRecord record, ref bool isDifferent)
    {
        var task = stored[place.Task];
        if (!task.IsFinished(place.Ordinal, column))
            return record.Failure is { } code && task.FailureOf(place.Ordinal, column) == code;
        isDifferent |= record.Value is not { } value || task.ValueOf(place.Ordinal, column) != value;
        return true;
    }

    private async ValueTask<IReadOnlyList<TransformRecord>> TransformsAsync(PlannedSlice slice, int column, Hash128 generation, OutputScoring opened, CancellationToken cancellationToken)
    {
        var parse = slice.Scores[column].ParseIndex;
        if (parse < 0 || !parsed.Add(TrialIdentity.OfTransform(generation, slice.Parses[parse].Identity)))
            return [];
        return [(await opened.ParsedAsync(column, cancellationToken))!];
    }

    private async ValueTask AppendAsync(long generation, ItemEntry item, EvaluationRecord record, IReadOnlyList<TransformRecord> transforms, CancellationToken cancellationToken) =>
        await run.Store.AppendAsync(
            new ScoreEntry
            {
                RunId = await row.RowAsync(cancellationToken),
                Generation = new GenerationRef(generation),
                Item = item,
                Transforms = transforms,
                Evaluations = [record],
            },
            cancellationToken);
}
