using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Storage;

namespace Assay.Execution.Batches;

/// <summary>
/// Has a provider's batches make what a run lacks: takes up batches of earlier processes that hold any of it, submits the rest, waits, and
/// stores what comes back. Then the run goes on as if the answers had always been stored.
/// </summary>
/// <param name="scope">The run and the provider.</param>
/// <param name="ledger">What this process has under way.</param>
/// <param name="waits">Whether the answers are waited for; false looks once and leaves.</param>
/// <param name="tell">Told in words what is waited for, and how many generations are out.</param>
internal sealed class BatchRun(BatchScope scope, GenerationLedger ledger, bool waits, Action<string, long> tell)
{
    private readonly Dictionary<Hash128, AskedItem> asked = [];
    private readonly List<BatchRecord> open = [];
    private readonly Dictionary<string, List<AskedItem>> elsewhere = new(StringComparer.Ordinal);
    private readonly Queue<AskedItem> waiting = new();
    private readonly BatchedAnswers answers = new();
    private readonly BatchSubmitter submitter = new(scope);
    private readonly TimeSpan poll = TimeSpan.FromSeconds(scope.Desk.Backend.PollSeconds);
    private BatchImporter? importer;
    private long answered;
    private int misses;

    /// <summary>Why it ended before everything was answered; null where it did not, or what is left is under way.</summary>
    public AssayException? Stopped { get; private set; }

    /// <summary>Makes what is lacking.</summary>
    /// <param name="collect">Finds and claims it.</param>
    /// <param name="cancellationToken">Stops the wait; batches stay under way, and the next run takes them up.</param>
    public async Task<BatchedAnswers> RunAsync(Func<Dictionary<Hash128, AskedItem>, CancellationToken, Task> collect, CancellationToken cancellationToken)
    {
        try
        {
            await collect(asked, cancellationToken);
            importer = new BatchImporter(scope, asked);
            await TakeUpAsync(cancellationToken);
            await GoOnAsync(cancellationToken);
            foreach (var item in asked.Values.Where(static item => item.Outcome is null))
                answers.Left(item.Key);
            return answers;
        }
        finally
        {
            GiveUp();
        }
    }

    /// <summary>How many generations are out in batches.</summary>
    private long Out => asked.Count - answered - waiting.Count;

    private async Task GoOnAsync(CancellationToken cancellationToken)
    {
        var looks = open.Count > 0;
        while (asked.Count > 0)
        {
            try
            {
                if (looks)
                    await LookAsync(cancellationToken);
                misses = 0;
            }
            catch (EngineException failure) when (++misses <= scope.Policy.MaxRetries && scope.Policy.RetryableCodes.Contains(failure.Code.Value))
            {
                tell($"The provider '{scope.Engine.Id}' did not say how its batches stand, and is asked again: {scope.MessageOf(failure)}", Out);
            }
            catch (EngineException failure)
            {
                Stopped = failure;
                return;
            }

            await SubmitAsync(cancellationToken);
            if (Stopped is not null || !waits || (open.Count == 0 && elsewhere.Count == 0))
                return;
            tell(string.Create(CultureInfo.InvariantCulture, $"{open.Count + elsewhere.Count} batches are under way at the provider '{scope.Engine.Id}'; {answered:N0} of {asked.Count:N0} generations are answered."), Out);
            await Task.Delay(poll, scope.Time, cancellationToken);
            looks = true;
        }
    }

    /// <summary>Takes up the batches that hold any of what is asked; what none holds waits to be submitted.</summary>
    private async Task TakeUpAsync(CancellationToken cancellationToken)
    {
        var held = new HashSet<Hash128>();
        foreach (var record in await scope.Desk.Journal.ReadAsync(scope.Engine.Id, cancellationToken))
        {
            var own = OwnOf(record).ToList();
            if (own.Count == 0)
                continue;
            held.UnionWith(own.Select(static one => one.Own.Key));
            if (scope.Desk.TryTake(record.Name))
                await ResumeAsync(record, cancellationToken);
            else
                elsewhere.Add(record.Name, [.. own.Select(static one => one.Own)]);
        }

        foreach (var item in asked.Values.Where(item => !held.Contains(item.Key)))
            waiting.Enqueue(item);
    }

    private IEnumerable<(AskedItem Own, BatchItem Item)> OwnOf(BatchRecord record)
    {
        foreach (var item in record.Items)
        {
            if (Hash128.TryParse(item.Key, out var key) && asked.TryGetValue(key, out var own))
                yield return (own, item);
        }
    }

    /// <summary>Takes up a batch of an earlier process; one that may not have reached the provider is submitted now, unless it has.</summary>
    private async Task ResumeAsync(BatchRecord record, CancellationToken cancellationToken)
    {
        foreach (var (own, item) in OwnOf(record))
        {
            own.Attempts = item.Attempt;
            own.Faults.Clear();
            own.Faults.AddRange(item.Faults);
        }

        open.Add(record);
        if (record.Id is null && Stopped is null)
            await TrySubmitAsync(record, mayBeSubmitted: true, cancellationToken);
    }

    private async Task SubmitAsync(CancellationToken cancellationToken)
    {
        while (waiting.Count > 0 && Stopped is null)
        {
            var refused = new List<(AskedItem, EngineRequest, EngineException)>();
            var (record, _, isSpent) = await submitter.ComposeAsync(waiting, (item, request, failure) => refused.Add((item, request, failure)), cancellationToken);
            foreach (var (item, request, failure) in refused)
                await importer!.RefuseAsync(item, request, failure, cancellationToken);
            if (refused.Count > 0)
            {
                await scope.Run.Store.FlushAsync(cancellationToken);
                Complete(refused.Select(static one => one.Item1));
            }

            if (record is not null)
            {
                scope.Desk.TryTake(record.Name);
                open.Add(record);
                await TrySubmitAsync(record, mayBeSubmitted: false, cancellationToken);
            }

            if (isSpent && open.Count == 0)
                Stopped = scope.Budget.Exhausted;
            if (isSpent || record is null)
                return;
        }
    }

    private async Task TrySubmitAsync(BatchRecord record, bool mayBeSubmitted, CancellationToken cancellationToken)
    {
        try
        {
            open[open.IndexOf(record)] = await submitter.SubmitAsync(record, mayBeSubmitted, cancellationToken);
        }
        catch (EngineException failure)
        {
            // What was submitted before is waited for by the next run.
            Stopped = failure;
            if (await scope.Desk.Journal.FindAsync(record.Provider, record.Name, cancellationToken) is not null)
                return;
            open.Remove(record);
            scope.Desk.Release(record.Name);
            foreach (var (own, _) in OwnOf(record))
                scope.Budget.Return(own);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Its lines are gone and the provider does not know it: what it asked is asked anew.
            await scope.Desk.Journal.RemoveAsync(record.Name, cancellationToken);
            open.Remove(record);
            scope.Desk.Release(record.Name);
            foreach (var (own, _) in OwnOf(record))
                waiting.Enqueue(own);
        }
    }

    /// <summary>Asks how each batch stands, and stores what has ended.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var record in open.ToArray())
        {
            if (record.Id is null)
                continue;
            var status = await scope.Endpoint.GetStatusAsync(record.Id, cancellationToken);
            if (!status.HasEnded)
                continue;
            foreach (var again in await importer!.ImportAsync(record, status, cancellationToken))
                waiting.Enqueue(again);
            open.Remove(record);
            scope.Desk.Release(record.Name);
            Complete(OwnOf(record).Select(static one => one.Own));
        }

        foreach (var (name, items) in elsewhere.ToArray())
        {
            if (!scope.Desk.TryTake(name))
                continue;
            elsewhere.Remove(name);
            if (await scope.Desk.Journal.FindAsync(scope.Engine.Id, name, cancellationToken) is { } record)
                await ResumeAsync(record, cancellationToken);
            else
                await FindAsync(name, items, cancellationToken);
        }
    }

    /// <summary>Looks for what a batch gave that another run of this process has stored; what it did not answer is asked anew.</summary>
    private async Task FindAsync(string name, List<AskedItem> items, CancellationToken cancellationToken)
    {
        scope.Desk.Release(name);
        var found = new StoredGeneration[items.Count];
        await scope.Run.Store.FindGenerationsAsync(items.ConvertAll(static item => item.Key).ToArray(), found, cancellationToken);
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i].Status == GenerationStatus.Completed)
                items[i].Outcome = new GenerationOutcome(new GenerationRef(found[i].Id), null, GenerationStatus.Completed);
            else
                waiting.Enqueue(items[i]);
        }

        Complete(items);
    }

    /// <summary>Lets others have what is stored.</summary>
    private void Complete(IEnumerable<AskedItem> items)
    {
        foreach (var item in items)
        {
            if (item.Outcome is not { } outcome)
                continue;
            answered++;
            answers.Made(item.Key, outcome.Failure is null ? null : outcome.FailureMessage ?? "");
            item.Outcome = outcome with { Generation = new GenerationRef(outcome.Generation.RowId), Output = null };
            ledger.Release(item.Key);
            item.Slot.Complete(item.Outcome);
        }
    }

    private void GiveUp()
    {
        foreach (var record in open)
            scope.Desk.Release(record.Name);
        foreach (var item in asked.Values.Where(static item => item.Outcome is null))
        {
            scope.Budget.Leave(item);
            ledger.Release(item.Key);
            item.Slot.Cancel();
        }
    }
}
