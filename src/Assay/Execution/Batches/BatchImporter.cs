using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution.Batches;

/// <summary>Stores what batches answered, and forgets a batch once everything of it is stored.</summary>
/// <param name="scope">The run and the provider.</param>
/// <param name="asked">What the run wants.</param>
internal sealed class BatchImporter(BatchScope scope, IReadOnlyDictionary<Hash128, AskedItem> asked)
{
    private const int AtOnce = 256;

    private static readonly Item NoItem = new("", "", "{}"u8.ToArray());

    /// <summary>Stores the answers of a batch that has ended.</summary>
    /// <param name="record">The batch.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="cancellationToken">Stops it; what is stored stays, and the batch is read again.</param>
    /// <returns>What failed and is to be asked again.</returns>
    /// <exception cref="EngineException">The provider was not reached; the batch is read again later.</exception>
    public async Task<IReadOnlyList<AskedItem>> ImportAsync(BatchRecord record, BatchStatus status, CancellationToken cancellationToken)
    {
        var left = record.Items.ToDictionary(static item => item.Key, StringComparer.Ordinal);
        var models = record.Models.Select(static json => SpecJson.Read<ModelSpec>(json)).ToArray();
        var parameters = record.Params.Select(static json => SpecJson.Read<InferenceParams>(json)).ToArray();
        var answered = new List<(BatchItem Item, Output? Output, EngineException? Failure)>(AtOnce);
        var failures = new List<(BatchItem Item, Output? Output, EngineException? Failure)>();
        try
        {
            await foreach (var answer in scope.Endpoint.ReadAsync(record.Id!, id => left.TryGetValue(id, out var item) ? RequestOf(item) : null, cancellationToken))
            {
                if (!left.Remove(answer.Id, out var item))
                    continue;
                (answer.Output is null ? failures : answered).Add((item, answer.Output, answer.Failure));
                if (answered.Count == AtOnce)
                    await StoreAsync(record, models, parameters, answered, cancellationToken);
            }

            await StoreAsync(record, models, parameters, answered, cancellationToken);
        }
        finally
        {
            await scope.Run.Store.FlushAsync(cancellationToken);
        }

        failures.AddRange(left.Values.Select(item => (item, (Output?)null, (EngineException?)new EngineException(status.Unanswered, status.Reason))));
        var again = new List<AskedItem>();
        foreach (var failed in failures)
        {
            var (item, _, failure) = failed;
            if (OwnOf(item) is { Outcome: null } own && scope.IsTriedAgain(failure!, item.Attempt))
            {
                scope.Budget.Settle(own, RequestOf(item), null, failure!.Code);
                own.Failed(failure, scope.MessageOf(failure), scope.Time.GetUtcNow() - record.Created);
                again.Add(own);
            }
            else
            {
                answered.Add(failed);
            }
        }

        await StoreAsync(record, models, parameters, answered, cancellationToken);
        await scope.Run.Store.FlushAsync(cancellationToken);
        await scope.Desk.Journal.RemoveAsync(record.Name, cancellationToken);
        return again;

        EngineRequest RequestOf(BatchItem item) => new(models[item.Model], parameters[item.Params], Prompt.Empty, NoItem, item.Seed, item.Sample) { Runtime = scope.Context };
    }

    /// <summary>Stores the failure of a request that could not be asked.</summary>
    public async ValueTask RefuseAsync(AskedItem item, EngineRequest request, EngineException failure, CancellationToken cancellationToken)
    {
        var record = new BatchRecord("", scope.Engine.Id, scope.Time.GetUtcNow(), [], [], []);
        await StoreAsync(
            record,
            [request.Model],
            [request.Params],
            [(new BatchItem(item.Key.ToString(), 0, 0, request.Seed, request.SampleIndex, item.Attempts + 1) { Faults = [.. item.Faults] }, null, failure)],
            cancellationToken);
    }

    private AskedItem? OwnOf(BatchItem item) => Hash128.TryParse(item.Key, out var key) ? asked.GetValueOrDefault(key) : null;

    /// <summary>Stores answers, those that are stored already left out, and empties the list.</summary>
    private async ValueTask StoreAsync(
        BatchRecord record, ModelSpec[] models, InferenceParams[] parameters, List<(BatchItem Item, Output? Output, EngineException? Failure)> answers, CancellationToken cancellationToken)
    {
        var keys = answers.ConvertAll(static answer => Hash128.TryParse(answer.Item.Key, out var key) ? key : default).ToArray();
        var found = new StoredGeneration[keys.Length];
        await scope.Run.Store.FindGenerationsAsync(keys, found, cancellationToken);
        for (var i = 0; i < keys.Length; i++)
        {
            var (item, output, failure) = answers[i];
            var own = asked.GetValueOrDefault(keys[i]);
            if (own is { Outcome: not null } || (own is null && output is null))
                continue;
            var message = failure is null ? null : scope.MessageOf(failure);
            var outcome = found[i].Status == GenerationStatus.Completed
                ? new GenerationOutcome(new GenerationRef(found[i].Id), null, GenerationStatus.Completed)
                : await AppendAsync(record, models[item.Model], parameters[item.Params], item, keys[i], output, failure?.Code, message, cancellationToken);
            if (own is null)
                continue;
            own.Outcome = outcome;
            scope.Budget.Settle(own, new EngineRequest(models[item.Model], parameters[item.Params], Prompt.Empty, NoItem, item.Seed, item.Sample), output, failure?.Code);
        }

        answers.Clear();
    }

    private async ValueTask<GenerationOutcome> AppendAsync(
        BatchRecord record, ModelSpec model, InferenceParams set, BatchItem item, Hash128 key, Output? output, ErrorCode? failure, string? message, CancellationToken cancellationToken)
    {
        var entry = new GenerationEntry
        {
            RunId = scope.Row,
            Key = key,
            ModelId = await scope.Run.Store.InternAsync("model", PlanBinding.KeyOf(model), SpecJson.Write(model), cancellationToken),
            ParamsId = await scope.Run.Store.InternAsync("params", SpecDigest.Of(set), SpecJson.Write(set), cancellationToken),
            Seed = item.Seed,
            Output = output,
            Failure = failure,
            FailureMessage = message,
            Started = record.Created,
            Duration = scope.Time.GetUtcNow() - record.Created,
            Attempts = item.Attempt,
            Links = record.Id is { } id ? [new LinkRecord(LinkRecord.Batch, new Uri($"batch:{Uri.EscapeDataString(record.Provider)}/{Uri.EscapeDataString(id)}"))] : [],
            FailedAttempts = [.. item.Faults.Select(static (fault, index) => new AttemptRecord(index + 1, new ErrorCode(fault.Code), fault.Message, fault.Took))],
        };
        await scope.Run.Store.AppendAsync(entry, cancellationToken);
        return new GenerationOutcome(new GenerationRef(entry), output, failure is null ? GenerationStatus.Completed : GenerationStatus.Failed, failure, message);
    }
}
