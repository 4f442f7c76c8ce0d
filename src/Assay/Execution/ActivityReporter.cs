using Assay.Identity;
using Assay.Storage.Manifests;

namespace Assay.Execution;

/// <summary>Tells other processes, through the store, how much of a run this one has under way, for as long as it is not disposed.</summary>
internal sealed class ActivityReporter : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource stop = new();
    private readonly IManifestRepository manifests;
    private readonly Hash128 runId;
    private readonly Func<int> inFlight;
    private readonly TimeProvider time;
    private readonly string owner = $"{Environment.MachineName}:{Environment.ProcessId}";
    private readonly Task telling;

    /// <summary>Begins to tell.</summary>
    /// <param name="manifests">Where it is told.</param>
    /// <param name="runId">The run.</param>
    /// <param name="inFlight">How many candidates are under way.</param>
    /// <param name="time">The clock.</param>
    public ActivityReporter(IManifestRepository manifests, Hash128 runId, Func<int> inFlight, TimeProvider time)
    {
        this.manifests = manifests;
        this.runId = runId;
        this.inFlight = inFlight;
        this.time = time;
        telling = TellAsync();
    }

    /// <summary>Says that nothing is under way any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await telling;
        stop.Dispose();
        await SayAsync(0, CancellationToken.None);
    }

    private async Task TellAsync()
    {
        try
        {
            while (true)
            {
                await SayAsync(inFlight(), stop.Token);
                await Task.Delay(Interval, time, stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
        catch (Errors.StoreException)
        {
            // The run itself meets the failing store and says so.
        }
    }

    private async ValueTask SayAsync(int count, CancellationToken cancellationToken)
    {
        try
        {
            await manifests.ReportActivityAsync(runId, owner, WorkStage.Generation, count, time.GetUtcNow(), cancellationToken);
        }
        catch (Errors.StoreException) when (count == 0)
        {
            // The run itself has met the failing store and said so.
        }
    }
}
