namespace Assay.AI.Embeddings;

/// <summary>Has the texts of one model embedded, those together that wait together. Needs no clock: a call takes along whatever waits when it begins.</summary>
/// <param name="sender">Embeds several texts.</param>
/// <param name="batchSize">How many texts one call has at most.</param>
/// <param name="atOnce">How many calls are under way at once.</param>
internal sealed class EmbeddingQueue(EmbeddingSender sender, int batchSize, int atOnce)
{
    private readonly Lock gate = new();
    private readonly Queue<(string Text, TaskCompletionSource<Output> Answer)> waiting = new();
    private int sending;

    /// <summary>Embeds a text.</summary>
    public Task<Output> AskAsync(string text, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<Output>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isOurs = false;
        lock (gate)
        {
            waiting.Enqueue((text, answer));
            if (sending < atOnce)
            {
                sending++;
                isOurs = true;
            }
        }

        if (isOurs)
            _ = Task.Run(SendAsync, CancellationToken.None);
        return answer.Task.WaitAsync(cancellationToken);
    }

    private async Task SendAsync()
    {
        while (true)
        {
            var batch = new List<(string Text, TaskCompletionSource<Output> Answer)>();
            lock (gate)
            {
                while (batch.Count < batchSize && waiting.TryDequeue(out var next))
                    batch.Add(next);
                if (batch.Count == 0)
                {
                    sending--;
                    return;
                }
            }

            await SendAsync(batch);
        }
    }

    private async Task SendAsync(List<(string Text, TaskCompletionSource<Output> Answer)> batch)
    {
        try
        {
            var outputs = await sender.EmbedAsync([.. batch.Select(static one => one.Text)]);
            for (var i = 0; i < batch.Count; i++)
                batch[i].Answer.TrySetResult(outputs[i]);
        }
        catch (Errors.EngineException failure) when (batch.Count > 1 && failure.Code.Value is "bad_request" or "context_length" or "content_filter")
        {
            // One text may be at fault: each has an answer of its own.
            foreach (var one in batch)
                await SendAsync([one]);
        }
        catch (Exception exception)
        {
            foreach (var (_, answer) in batch)
                answer.TrySetException(exception);
        }
    }
}
