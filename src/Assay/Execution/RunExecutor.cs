using Assay.Runtime;
using Assay.Specs;
using Assay.Storage;
using Assay.Telemetry;

namespace Assay.Execution;

/// <summary>Runs what is missing of a prepared run: generation, parse and score of each candidate, pipelined and bounded.</summary>
/// <param name="ledger">What this process has under way.</param>
/// <param name="inFlight">Bounds the candidates under way over all runs of the process.</param>
/// <param name="settings">Limits, retries and the clock.</param>
internal sealed class RunExecutor(GenerationLedger ledger, SemaphoreSlim inFlight, ExecutorSettings settings)
{
    /// <summary>How many tasks are under way at once; the candidates of all of them share the limits.</summary>
    private const int TasksAtOnce = 4;

    /// <summary>Runs; when nothing is missing, nothing is locked, written or called.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stages">The stages to go through; without generation only stored outputs are used.</param>
    /// <param name="options">Spending and progress.</param>
    /// <param name="announce">Tells others of the run once it is known that there is work, for as long as what it gives is not disposed; null tells nobody.</param>
    /// <param name="cancellationToken">Stops the run; what is committed stays.</param>
    public async Task<RunOutcome> RunAsync(PreparedRun run, RunStages stages, RunOptions options, Func<CancellationToken, ValueTask<IAsyncDisposable?>>? announce, CancellationToken cancellationToken)
    {
        var work = await ReadWorkAsync(run, stages, cancellationToken);
        if (work.TrueForAll(static one => one.IsEmpty))
            return RunOutcome.NothingToDo(run);

        await using var announced = announce is null ? null : await announce(cancellationToken);
        settings.Provenance.Begin();
        await using var right = await run.Store.AcquireWriterAsync(message => Wait(run, work, options, message), cancellationToken);

        // Another process may have done the work while we waited for the right to do it.
        work = await ReadWorkAsync(run, stages, cancellationToken);
        if (work.TrueForAll(static one => one.IsEmpty))
            return RunOutcome.NothingToDo(run);

        var provenance = await settings.Provenance.OfAsync(run, options.Context, options.MaySpend);
        var row = await run.Store.BeginRunAsync([.. run.Tasks.Select(static task => task.Binding.PlanId)], provenance.ToJson(), settings.Time.GetUtcNow(), cancellationToken);
        var breaker = new CircuitBreaker(settings.Policy.CircuitBreakerThreshold);
        var counters = run.Tasks.Select((task, i) => new RunCounters(task.Slice, work[i].Complete, options.Progress, settings.Time)).ToArray();
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, run.Tasks.Count).Where(i => !work[i].IsEmpty),
                new ParallelOptions { MaxDegreeOfParallelism = TasksAtOnce, CancellationToken = cancellationToken },
                (i, token) => PumpAsync(run, run.Tasks[i], work[i], counters[i], breaker, options.Context, OptionsOf(run.Tasks[i]), token));
            await run.Store.FlushAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await run.Store.EndRunAsync(row, RunState.Stopped, settings.Time.GetUtcNow(), CancellationToken.None);
            throw;
        }

        var outcome = new RunOutcome([.. counters.Select(counter => counter.ToRun(breaker.Tripped))], breaker.Tripped, row);
        await run.Store.EndRunAsync(row, outcome.State, settings.Time.GetUtcNow(), cancellationToken);
        foreach (var counter in counters)
            counter.Report(force: true);
        return outcome;

        PumpOptions OptionsOf(PreparedTask task) =>
            new(row, StageColumns.Of(task.Slice, task.Binding, stages), options.MaySpend, settings.StorePayloads, settings.ParallelCandidates);
    }

    /// <summary>Counts the candidates that are not finished in every stage.</summary>
    public static async Task<long> CountOpenAsync(PreparedRun run, CancellationToken cancellationToken)
    {
        var work = await ReadWorkAsync(run, RunStages.All, cancellationToken);
        return run.Tasks.Sum(static task => task.Slice.Count) - work.Sum(static one => one.Complete);
    }

    private async ValueTask PumpAsync(PreparedRun run, PreparedTask task, PendingWork work, RunCounters counters, CircuitBreaker breaker, RuntimeContext context, PumpOptions options, CancellationToken cancellationToken)
    {
        var hooks = new HookPipeline(run.Source.Plugins.Hooks);
        context = context.WithHandlers(run.Source.Plugins, task.Slice.Tools.Select(static tool => tool.Id));
        var telemetry = new TaskTelemetry(new TelemetryPublisher(settings.Telemetry, new SecretRedactor(context.Secrets.Values), settings.Time), task.Slice, run.RunId.ToString());
        using var pump = new CandidatePump(
            run.Store, ledger, inFlight, task.Slice, task.Binding, work, counters, breaker,
            new GenerationStage(settings.Policy, breaker, hooks, context, telemetry, settings.Time),
            new CandidateScorer(task.Slice, task.Binding.ParseIds, task.Binding.MetricIds, hooks, context, telemetry.Publisher, settings.Time),
            telemetry,
            new TrialGate(task.Slice.Samples, settings.ParallelCandidates),
            options);
        await pump.RunAsync(cancellationToken);
    }

    private static async Task<List<PendingWork>> ReadWorkAsync(PreparedRun run, RunStages stages, CancellationToken cancellationToken)
    {
        var work = new List<PendingWork>(run.Tasks.Count);
        foreach (var task in run.Tasks)
            work.Add(await PendingWork.ReadAsync(run.Store, task.Slice, task.Binding, StageColumns.Of(task.Slice, task.Binding, stages), cancellationToken));
        return work;
    }

    private static void Wait(PreparedRun run, List<PendingWork> work, RunOptions options, string message)
    {
        var (slice, done) = (run.Tasks[0].Slice, work[0].Complete);
        options.Progress?.Tell(new RunProgress(slice.Experiment.Id, slice.Task.Id, slice.Count, done, done, 0, TimeSpan.Zero) { Waiting = message });
    }
}
