using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Execution.Batches;

/// <summary>Puts batches together and submits them, each once whatever happens in between.</summary>
/// <param name="scope">The run and the provider.</param>
internal sealed class BatchSubmitter(BatchScope scope)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    /// <summary>Puts the next batch together and remembers it. Nothing is sent.</summary>
    /// <param name="waiting">What is to be asked; what the batch holds is taken out.</param>
    /// <param name="refuse">Told of a request that cannot be asked at all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The batch and whether the budget holds more; no batch where nothing is left that fits.</returns>
    public async Task<(BatchRecord? Record, List<AskedItem> Items, bool IsSpent)> ComposeAsync(Queue<AskedItem> waiting, Action<AskedItem, EngineRequest, EngineException> refuse, CancellationToken cancellationToken)
    {
        var name = $"assay-{Guid.NewGuid():N}";
        var (models, parameters) = (new List<ModelSpec>(), new List<InferenceParams>());
        var items = new List<AskedItem>();
        var lines = new List<BatchItem>();
        var isSpent = false;
        try
        {
            await using (var stream = scope.Desk.Journal.CreateLines(name))
            {
                while (waiting.TryPeek(out var item) && items.Count < Math.Min(scope.Desk.Backend.MaxItems, scope.Endpoint.MostItems))
                {
                    var candidate = item.Candidate;
                    var request = item.RequestOf(candidate, scope.Context);
                    if (await WriteAsync(item, request, refuse, cancellationToken) is not { } line)
                    {
                        waiting.Dequeue();
                        continue;
                    }

                    if (items.Count > 0 && stream.Length + line.Length + 1 > MostBytes)
                        break;
                    if (!await scope.Budget.TryReserveAsync(item, request, cancellationToken))
                    {
                        isSpent = true;
                        break;
                    }

                    items.Add(waiting.Dequeue());
                    await stream.WriteAsync(line, cancellationToken);
                    stream.WriteByte((byte)'\n');
                    lines.Add(new BatchItem(item.Key.ToString(), IndexOf(models, request.Model), IndexOf(parameters, request.Params), request.Seed, request.SampleIndex, item.Attempts + 1) { Faults = [.. item.Faults] });
                }

                await stream.FlushAsync(cancellationToken);
                RandomAccess.FlushToDisk(stream.SafeFileHandle);
            }

            if (items.Count == 0)
            {
                scope.Desk.Journal.RemoveLines(name);
                return (null, items, isSpent);
            }

            var record = new BatchRecord(name, scope.Engine.Id, scope.Time.GetUtcNow(), [.. models.Select(static model => SpecJson.Write(model))], [.. parameters.Select(static set => SpecJson.Write(set))], lines) { Run = scope.Run.RunId.ToString() };
            await scope.Desk.Journal.AddAsync(record, cancellationToken);
            foreach (var item in items)
                item.Attempts++;
            return (record, items, isSpent);
        }
        catch
        {
            items.ForEach(scope.Budget.Return);
            throw;
        }
    }

    /// <summary>Submits a batch that is remembered; one that the provider has under its name already is not submitted again.</summary>
    /// <param name="record">The batch.</param>
    /// <param name="mayBeSubmitted">Whether an earlier process may have submitted it.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The batch with the provider's id.</returns>
    /// <exception cref="EngineException">The provider refused it for good, or was not reached often enough. Where it refused, the batch is forgotten.</exception>
    public async Task<BatchRecord> SubmitAsync(BatchRecord record, bool mayBeSubmitted, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                record = await TrySubmitAsync(record, mayBeSubmitted, cancellationToken);
                await scope.Desk.Journal.SaveAsync(record, cancellationToken);
                scope.Desk.Journal.RemoveLines(record.Name);
                return record;
            }
            catch (EngineException failure)
            {
                mayBeSubmitted |= !IsRefusal(failure);
                record = await scope.Desk.Journal.FindAsync(record.Provider, record.Name, cancellationToken) ?? record;
                if (!scope.IsTriedAgain(failure, tries))
                {
                    if (!mayBeSubmitted)
                        await scope.Desk.Journal.RemoveAsync(record.Name, cancellationToken);
                    throw new EngineException(failure.Code, string.Create(CultureInfo.InvariantCulture, $"A batch of {record.Items.Count} requests was not taken by the provider '{scope.Engine.Id}': {scope.MessageOf(failure)} Mend the cause and run again: nothing of it is lost, and nothing is paid for twice."), failure);
                }

                var step = failure.RetryAfter ?? (FirstDelay * Math.Pow(scope.Policy.BackoffFactor, tries - 1));
                await Task.Delay(step < LongestDelay ? step : LongestDelay, scope.Time, cancellationToken);
            }
        }
    }

    private long MostBytes => Math.Min(scope.Desk.Backend.MaxBytes, scope.Endpoint.MostBytes);

    private async Task<BatchRecord> TrySubmitAsync(BatchRecord record, bool mayBeSubmitted, CancellationToken cancellationToken)
    {
        if (mayBeSubmitted && await scope.Endpoint.FindAsync(record.Name, cancellationToken) is { } known)
            return record with { Id = known };
        if (record.File is null)
        {
            await using (var lines = new FileStream(scope.Desk.Journal.LinesOf(record.Name), FileMode.Open, FileAccess.Read, FileShare.Read))
                record = record with { File = await scope.Endpoint.UploadAsync(record.Name, lines, cancellationToken) };
            await scope.Desk.Journal.SaveAsync(record, cancellationToken);
        }

        return record with { Id = await scope.Endpoint.SubmitAsync(record.Name, record.File, cancellationToken) };
    }

    private async ValueTask<ReadOnlyMemory<byte>?> WriteAsync(AskedItem item, EngineRequest request, Action<AskedItem, EngineRequest, EngineException> refuse, CancellationToken cancellationToken)
    {
        try
        {
            var line = await scope.Endpoint.WriteAsync(item.Key.ToString(), request, cancellationToken);
            if (line.Length < MostBytes)
                return line;
            refuse(item, request, new EngineException(ErrorCode.BadRequest, string.Create(CultureInfo.InvariantCulture, $"The request has {line.Length:N0} bytes, and the file of a batch may have {MostBytes:N0}; shorten it, or raise the backend's max_bytes.")));
        }
        catch (EngineException failure)
        {
            refuse(item, request, failure);
        }

        return null;
    }

    /// <summary>Whether the provider said that it did not take the batch.</summary>
    private static bool IsRefusal(EngineException failure) => failure.Code != ErrorCode.Unavailable && Spending.CallBudget.Unbilled.Contains(failure.Code);

    private static int IndexOf<T>(List<T> known, T one)
        where T : class
    {
        var index = known.IndexOf(one);
        if (index >= 0)
            return index;
        known.Add(one);
        return known.Count - 1;
    }
}
