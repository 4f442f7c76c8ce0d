namespace Assay.AI.Limits;

/// <summary>A provider's limits: calls at once, calls per minute and tokens per minute.</summary>
/// <param name="maxConcurrency">The most calls at once.</param>
/// <param name="requestsPerMinute">Null for any number.</param>
/// <param name="tokensPerMinute">Null for any number.</param>
internal sealed class ProviderGate(int maxConcurrency, int? requestsPerMinute, int? tokensPerMinute) : IDisposable
{
    private readonly AdaptiveConcurrency concurrency = new(maxConcurrency);
    private readonly MinuteLimit? requests = requestsPerMinute is { } count ? new MinuteLimit(count) : null;
    private readonly MinuteLimit? tokens = tokensPerMinute is { } count ? new MinuteLimit(count) : null;

    /// <summary>How many calls may be under way now.</summary>
    public int Limit => concurrency.Limit;

    /// <summary>Waits until a call may begin.</summary>
    /// <param name="estimate">The tokens that it is thought to take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<Pass> EnterAsync(int estimate, CancellationToken cancellationToken)
    {
        var call = await concurrency.EnterAsync(cancellationToken);
        try
        {
            if (requests is not null)
                await requests.TakeAsync(1, cancellationToken);
            if (tokens is not null)
                await tokens.TakeAsync(estimate, cancellationToken);
        }
        catch
        {
            concurrency.Leave(call, null);
            throw;
        }

        return new Pass(this, call, estimate);
    }

    public void Dispose()
    {
        requests?.Dispose();
        tokens?.Dispose();
    }

    /// <summary>A call that is under way. It ends when it is disposed.</summary>
    internal sealed class Pass(ProviderGate gate, long call, int estimate) : IDisposable
    {
        private bool? wentWell;

        /// <summary>It was answered.</summary>
        /// <param name="used">The tokens that it took; null when the provider did not say.</param>
        public void Answered(int? used)
        {
            wentWell = true;
            gate.tokens?.Owe((used ?? estimate) - estimate);
        }

        /// <summary>The provider asks for fewer calls.</summary>
        public void PushedBack() => wentWell = false;

        public void Dispose() => gate.concurrency.Leave(call, wentWell);
    }
}
