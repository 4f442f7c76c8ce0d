using Assay.Identity;
using Assay.Storage.Manifests;

namespace Assay.Execution.Workers;

/// <summary>Takes leases on the work of one run for one worker, and renews them for as long as it is not disposed.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly IManifestRepository manifests;
    private readonly Hash128 run;
    private readonly string owner;
    private readonly TimeSpan ttl;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource lost = new();
    private readonly Task renewing;

    /// <summary>Begins to renew.</summary>
    /// <param name="manifests">Where leases are kept.</param>
    /// <param name="run">The run.</param>
    /// <param name="owner">The worker.</param>
    /// <param name="ttl">How long leases live.</param>
    /// <param name="time">The clock.</param>
    public LeaseKeeper(IManifestRepository manifests, Hash128 run, string owner, TimeSpan ttl, TimeProvider time)
    {
        this.manifests = manifests;
        this.run = run;
        this.owner = owner;
        this.ttl = ttl;
        this.time = time;
        renewing = RenewAsync();
    }

    /// <summary>Cancelled when leases ran out before they could be renewed: another worker may have the work by now.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Leases pending generations.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public ValueTask<IReadOnlyList<WorkItem>> ClaimAsync(int most, CancellationToken cancellationToken) =>
        manifests.ClaimAsync(run, owner, ttl, most, time.GetUtcNow(), cancellationToken);

    /// <summary>Gives back what is still held.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            await renewing;
            await manifests.ReleaseAsync(run, owner, null, CancellationToken.None);
        }
        finally
        {
            stop.Dispose();
            lost.Dispose();
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            for (var renewed = time.GetUtcNow(); ;)
            {
                await Task.Delay(ttl / 3, time, stop.Token);
                var now = time.GetUtcNow();
                if (now - renewed >= ttl)
                {
                    await lost.CancelAsync();
                    return;
                }

                await manifests.RenewAsync(run, owner, ttl, now, stop.Token);
                renewed = now;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (Errors.StoreException)
        {
            // Without renewal the leases run out; the work itself meets the failing store and says so.
            await lost.CancelAsync();
        }
    }
}
