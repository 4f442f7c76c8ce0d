using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Execution.Workers;

/// <summary>A worker: goes from run to run, does what it can have of each, and waits where others hold the rest.</summary>
/// <param name="runs">The runs that may have work, the oldest first.</param>
/// <param name="open">Takes up a run.</param>
/// <param name="settings">The worker.</param>
internal sealed class WorkerLoop(Func<CancellationToken, IAsyncEnumerable<RunManifest>> runs, Func<RunManifest, CancellationToken, Task<WorkerSession>> open, WorkerSettings settings)
{
    private readonly List<RunManifest> seen = [];
    private readonly Dictionary<Hash128, WorkerSession> sessions = [];
    private readonly Dictionary<Hash128, AssayException> refused = [];

    /// <summary>Works until nothing is left, or until it is cancelled.</summary>
    /// <param name="isOne">Whether there is one run alone, which must be taken up.</param>
    /// <param name="cancellationToken">Ends the worker; it gives its leases back.</param>
    public async Task<WorkerReport> RunAsync(bool isOne, CancellationToken cancellationToken)
    {
        var isCancelled = true;
        try
        {
            while (await PassAsync(isOne, cancellationToken) is var pass && (pass.Did || pass.IsHeld || settings.Options.KeepPolling))
            {
                if (!pass.Did)
                    await Task.Delay(settings.Poll, settings.Time, cancellationToken);
            }

            isCancelled = false;
        }
        finally
        {
            foreach (var session in sessions.Values)
                await session.EndAsync(isCancelled);
        }

        return new WorkerReport(settings.Name, ValueList.From(seen.Select(ReportOf)));
    }

    private async Task<(bool Did, bool IsHeld)> PassAsync(bool isOne, CancellationToken cancellationToken)
    {
        var (did, isHeld) = (false, false);
        await foreach (var manifest in runs(cancellationToken))
        {
            if (await SessionOfAsync(manifest, isOne, cancellationToken) is not { } session)
                continue;
            await session.ReviveAsync(cancellationToken);
            if (session.IsStopped)
                continue;

            // Asked before as well: a lease that ran out after the work was looked for is not held any more, and nobody has its work.
            var wasHeld = await session.IsHeldByOthersAsync(cancellationToken);
            did |= await session.WorkAsync(cancellationToken);
            isHeld |= !session.IsStopped && (wasHeld || await session.IsHeldByOthersAsync(cancellationToken));
        }

        return (did, isHeld);
    }

    private async Task<WorkerSession?> SessionOfAsync(RunManifest manifest, bool isOne, CancellationToken cancellationToken)
    {
        if (sessions.TryGetValue(manifest.RunId, out var session))
            return session;
        if (refused.ContainsKey(manifest.RunId) || (!isOne && await IsDoneAsync(manifest, cancellationToken)))
            return null;
        seen.Add(manifest);
        try
        {
            session = await open(manifest, cancellationToken);
        }
        catch (AssayException exception) when (!isOne)
        {
            refused.Add(manifest.RunId, exception);
            return null;
        }

        sessions.Add(manifest.RunId, session);
        if (settings.Options.Name is not null)
            await session.TakeBackAsync(cancellationToken);
        return session;
    }

    private static async Task<bool> IsDoneAsync(RunManifest manifest, CancellationToken cancellationToken) =>
        !manifest.IsPlanned || (await manifest.CountAsync(cancellationToken)).All(static stage => stage.Pending + stage.Running == 0);

    private WorkerRun ReportOf(RunManifest manifest) => sessions.TryGetValue(manifest.RunId, out var session)
        ? session.Report
        : new WorkerRun(manifest.RunId, manifest.Name, 0, 0, 0) { Stopped = refused[manifest.RunId] };
}
