using Assay.Execution;
using Assay.Identity;
using Assay.Planning;
using Assay.Storage;

namespace Assay.Exchange;

/// <summary>Records sound answers in batches: their generations, unless they are stored, and which places they are for.</summary>
internal sealed class AnswerRecorder
{
    private const int LargestBatch = 1024;
    private const int LargestText = 8 * 1024 * 1024;

    private readonly List<PlacedAnswer> batch = [];
    private readonly PreparedRun run;
    private readonly ImportRun row;
    private readonly ExchangeSettings settings;
    private readonly StoredTask[] stored;
    private readonly InferenceHandOff handOff;
    private readonly IReadOnlySet<Hash128> held;
    private long text;
    private long imported;
    private long failed;
    private long alreadyThere;
    private long differing;

    private AnswerRecorder(PreparedRun run, ImportRun row, ExchangeSettings settings, StoredTask[] stored, IReadOnlySet<Hash128> held)
    {
        this.run = run;
        this.row = row;
        this.settings = settings;
        this.stored = stored;
        this.held = held;
        handOff = new InferenceHandOff(settings.Hooks, settings.Context);
    }

    /// <summary>Reads what is stored, once nobody else writes.</summary>
    public static async ValueTask<AnswerRecorder> BeginAsync(PreparedRun run, ImportRun row, ExchangeSettings settings, CancellationToken cancellationToken)
    {
        var stored = new StoredTask[run.Tasks.Count];
        for (var i = 0; i < stored.Length; i++)
            stored[i] = await StoredTask.ReadAsync(run.Store, run.Tasks[i], withScores: false, cancellationToken);
        return new AnswerRecorder(run, row, settings, stored, await HeldWork.ReadAsync(run, settings.Manifests, cancellationToken));
    }

    /// <summary>Takes an answer; it is recorded with its batch.</summary>
    public async ValueTask AddAsync(PlacedAnswer answer, CancellationToken cancellationToken)
    {
        batch.Add(answer);
        text += answer.Answer.Output?.Text.Length ?? 0;
        if (batch.Count == LargestBatch || text > LargestText)
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
        var found = new StoredGeneration[batch.Count];
        await run.Store.FindGenerationsAsync(batch.Select(static answer => answer.Key).ToArray(), found, cancellationToken);
        var recorded = new Dictionary<Hash128, GenerationRef>();
        for (var i = 0; i < found.Length; i++)
        {
            var answer = batch[i];
            if (recorded.TryGetValue(answer.Key, out var generation))
                alreadyThere++;
            else
                recorded[answer.Key] = generation = await RecordAsync(answer, found[i], cancellationToken);
            foreach (var place in answer.Places)
                await PlaceAsync(place, generation, cancellationToken);
        }

        await run.Store.FlushAsync(cancellationToken);
        batch.Clear();
        text = 0;
    }

    private async ValueTask<GenerationRef> RecordAsync(PlacedAnswer placed, StoredGeneration found, CancellationToken cancellationToken)
    {
        var answer = await AnswerOfAsync(placed, cancellationToken);
        if (found.Status == GenerationStatus.Completed)
        {
            alreadyThere++;
            if (answer.Output is not { } output || (await run.Store.ReadOutputAsync(found.Id, cancellationToken)).Text != output.Text)
                differing++;
            return new GenerationRef(found.Id);
        }

        // Work that is held ends with its answer, be it the failure of before.
        if (found.Status == GenerationStatus.Failed && found.Failure == answer.Failure && !held.Contains(placed.Key))
        {
            alreadyThere++;
            return new GenerationRef(found.Id);
        }

        var entry = await EntryOfAsync(placed, answer, cancellationToken);
        await run.Store.AppendAsync(entry, cancellationToken);
        if (answer.Failure is null)
            imported++;
        else
            failed++;
        return new GenerationRef(entry);
    }

    private ValueTask<GenerationAnswer> AnswerOfAsync(PlacedAnswer placed, CancellationToken cancellationToken)
    {
        if (!handOff.ChangesAnswers)
            return ValueTask.FromResult(placed.Answer);
        var slice = run.Tasks[placed.Places[0].Task].Slice;
        return handOff.RecordedAsync(slice, slice.CandidateOf(placed.Places[0].Ordinal), placed.Answer, cancellationToken);
    }

    private async ValueTask<GenerationEntry> EntryOfAsync(PlacedAnswer placed, GenerationAnswer answer, CancellationToken cancellationToken)
    {
        var task = run.Tasks[placed.Places[0].Task];
        var cell = task.Slice.CellOf(placed.Places[0].Ordinal);
        return new GenerationEntry
        {
            RunId = await row.RowAsync(cancellationToken),
            Key = placed.Key,
            ModelId = task.Binding.ModelIds[cell.Model],
            Seed = task.Slice.Experiment.Params[cell.Params].Seed ?? TrialIdentity.SeedOf(placed.Key),
            Output = answer.Output,
            Failure = answer.Failure,
            FailureMessage = settings.Redactor.Redact(answer.FailureMessage),
            Started = answer.Started ?? settings.Time.GetUtcNow(),
            Duration = answer.Duration,
            Attempts = answer.Attempts,
        };
    }

    private async ValueTask PlaceAsync(Place place, GenerationRef generation, CancellationToken cancellationToken)
    {
        if (stored[place.Task].IsPlaced(place.Ordinal))
            return;
        var task = run.Tasks[place.Task];
        await run.Store.AppendAsync(
            new PlanItemEntry
            {
                PlanId = task.Binding.PlanId,
                Ordinal = place.Ordinal,
                Generation = generation,
                Item = new ItemEntry(task.Slice.Items[task.Slice.CellOf(place.Ordinal).Item], settings.StorePayloads),
            },
            cancellationToken);
        stored[place.Task].Place(place.Ordinal);
    }
}
