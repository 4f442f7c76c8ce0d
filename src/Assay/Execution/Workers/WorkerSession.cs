using Assay.Errors;
using Assay.Execution.Spending;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Manifests;

namespace Assay.Execution.Workers;

/// <summary>One worker's work on one run.</summary>
/// <param name="executor">Moves candidates through the stages.</param>
/// <param name="scoring">Held while outputs are scored that no lease covers, so that the workers of a process do not do the same.</param>
/// <param name="manifest">The run.</param>
/// <param name="run">The run, planned.</param>
/// <param name="storage">The store.</param>
/// <param name="settings">The worker.</param>
internal sealed class WorkerSession(RunExecutor executor, SemaphoreSlim scoring, RunManifest manifest, PreparedRun run, StorageBundle storage, WorkerSettings settings)
{
    /// <summary>How many parts of leased work are under way at once: while the last pieces of one end, the next has begun.</summary>
    private const int PartsAtOnce = 2;

    private CircuitBreaker breaker = executor.NewBreaker();
    private RunOptions options = new() { Context = settings.Options.Context, Progress = settings.Options.Progress };
    private readonly BudgetPool? pool = storage.Budgets is not { } ledger ? null : new BudgetPool(
        ledger, run.RunId, settings.Name, token => LivingAsync(manifest, token), settings.LeaseTtl, settings.Poll, settings.Time);

    private long grant;
    private TaskState[]? tasks;
    private IReadOnlyList<StageCounts>? scoredAt;
    private long row;
    private long scored;

    /// <summary>What was done so far.</summary>
    public WorkerRun Report
    {
        get
        {
            var done = tasks is null ? [] : Array.ConvertAll(tasks, task => task.Counters.ToRun(null));
            return new WorkerRun(run.RunId, manifest.Name, done.Sum(static one => one.Generated), scored + done.Sum(static one => one.Scored), done.Sum(static one => one.Failed)) { Stopped = breaker.Tripped, Warnings = ValueList.From(options.Servers?.Warnings ?? []) };
        }
    }

    /// <summary>Whether the run is given up: too many equal failures in a row, or its budget is spent.</summary>
    public bool IsStopped => breaker.Tripped is not null;

    /// <summary>Takes back the leases of a worker of the same name that died.</summary>
    public ValueTask TakeBackAsync(CancellationToken cancellationToken) => storage.Manifests.ReleaseAsync(run.RunId, settings.Name, null, cancellationToken);

    /// <summary>Does all that can be had now: leased generations with their parses and scores, then the scores that outputs lack which nobody works on.</summary>
    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        var did = false;
        await TakeBudgetAsync(cancellationToken);
        while (!IsStopped && await GenerateAsync(cancellationToken))
            did = true;
        return (!IsStopped && await ScoreAsync(cancellationToken)) || did;
    }

    /// <summary>Whether other workers hold leases on the run.</summary>
    public async Task<bool> IsHeldByOthersAsync(CancellationToken cancellationToken) =>
        await manifest.WorkItemsAsync(WorkStage.Generation, WorkStatus.Running, cancellationToken).AnyAsync(item => item.LeaseOwner is { } owner && owner != settings.Name, cancellationToken);

    /// <summary>Ends what it began in the store.</summary>
    /// <param name="isCancelled">Whether the worker was cancelled.</param>
    public async Task EndAsync(bool isCancelled)
    {
        if (row == 0)
            return;
        await options.Servers!.DisposeAsync();
        var state = isCancelled || IsStopped ? RunState.Stopped : Report.Failed > 0 ? RunState.CompletedWithFailures : RunState.Completed;
        await run.Store.EndRunAsync(row, state, settings.Time.GetUtcNow(), CancellationToken.None);
        foreach (var task in tasks!)
            task.Counters.Report(force: true);
    }

    /// <summary>Goes on with a run whose budget was spent, once it has a new one.</summary>
    public async Task ReviveAsync(CancellationToken cancellationToken)
    {
        if (breaker.Tripped?.Code != ErrorCode.BudgetExhausted || pool is null)
            return;
        await pool.OpenAsync(cancellationToken);
        if (pool.Grant.Id != grant)
            breaker = executor.NewBreaker();
    }

    /// <summary>Takes part in the budget that the run was given last.</summary>
    private async ValueTask TakeBudgetAsync(CancellationToken cancellationToken)
    {
        if (pool is null)
            return;
        var known = pool.Grant.Id;
        var taken = await pool.OpenAsync(cancellationToken);
        if (options.Meter is null || pool.Grant.Id != known || pool.Grant.Id != grant)
            options = options with { Meter = taken is { } before ? executor.NewMeter(pool, before) : null };
        grant = pool.Grant.Id;
    }

    /// <summary>The workers that hold leases on a run.</summary>
    private static async ValueTask<IReadOnlySet<string>> LivingAsync(RunManifest manifest, CancellationToken cancellationToken) =>
        await manifest.WorkItemsAsync(WorkStage.Generation, WorkStatus.Running, cancellationToken).Select(static item => item.LeaseOwner).OfType<string>().ToHashSetAsync(StringComparer.Ordinal, cancellationToken);

    private async Task<bool> GenerateAsync(CancellationToken cancellationToken)
    {
        await using var right = await JoinAsync(cancellationToken);
        if (right is null)
            return false;
        await using var leases = new LeaseKeeper(storage.Manifests, run.RunId, settings.Name, settings.LeaseTtl, settings.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, leases.Lost);
        var parts = new List<Task>();
        var did = false;
        try
        {
            while (true)
            {
                while (parts.Count < PartsAtOnce && !IsStopped && await leases.ClaimAsync(settings.LeaseSize, both.Token) is { Count: > 0 } claimed)
                {
                    did = true;
                    await BeginAsync(both.Token);
                    parts.Add(RunAsync(claimed, both.Token));
                }

                if (parts.Count == 0)
                    break;
                var ended = await Task.WhenAny(parts);
                parts.Remove(ended);
                await ended;
            }
        }
        catch (OperationCanceledException) when (leases.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Others may have the work by now; what is left of it is leased anew.
        }
        finally
        {
            await both.CancelAsync();
            await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await run.Store.FlushAsync(CancellationToken.None);
            if (options.Meter is { } meter)
                await meter.ReportAsync(CancellationToken.None);
        }

        return did;
    }

    /// <summary>The right to make generations beside others; null for a worker that polls on while another process has it alone for too long.</summary>
    private async Task<IAsyncDisposable?> JoinAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await run.Store.JoinWritersAsync(null, cancellationToken);
        }
        catch (StoreException exception) when (exception.Code == ErrorCode.StoreBusy && settings.Options.KeepPolling)
        {
            return null;
        }
    }

    private async Task RunAsync(IReadOnlyList<WorkItem> claimed, CancellationToken cancellationToken)
    {
        using var threads = executor.NewThreads();
        foreach (var part in claimed.GroupBy(static item => item.PlanId))
        {
            var task = tasks!.First(task => task.Task.Binding.PlanId == part.Key);
            await executor.PumpAsync(run, row, task, PendingWork.Of(part.Select(static item => item.Ordinal)), breaker, threads, RunStages.All, options, cancellationToken);
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (row != 0)
            return;
        var complete = await RunExecutor.CountCompleteAsync(run, cancellationToken);
        tasks = [.. run.Tasks.Select((task, i) => executor.StateOf(task, complete[i], options.Progress))];
        row = await executor.BeginAsync(run, options, cancellationToken);
        options = options with { Servers = executor.NewServers(() => row) };
    }

    /// <summary>Parses and scores outputs for which that is open, once no worker holds a lease and unless nothing has changed since it was last done.</summary>
    private async Task<bool> ScoreAsync(CancellationToken cancellationToken)
    {
        var counts = await manifest.CountAsync(cancellationToken);
        if (counts.Skip(1).All(static stage => stage.Pending + stage.Failed == 0) || (scoredAt is not null && counts.SequenceEqual(scoredAt)) || await IsHeldByOthersAsync(cancellationToken))
            return false;
        await scoring.WaitAsync(cancellationToken);
        try
        {
            var outcome = await executor.RunAsync(run, RunStages.Transform | RunStages.Evaluation, options, null, cancellationToken);
            var did = outcome.Tasks.Sum(static task => task.Scored);
            scored += did;
            scoredAt = await manifest.CountAsync(cancellationToken);
            return did > 0;
        }
        catch (StoreException exception) when (exception.Code == ErrorCode.StoreBusy)
        {
            return false;
        }
        finally
        {
            scoring.Release();
        }
    }
}
