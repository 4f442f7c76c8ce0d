using Assay.Planning;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>Runs what is missing of a slice's plan: generation, parse and score of each candidate, pipelined and bounded.</summary>
/// <param name="store">Where results are kept.</param>
/// <param name="ledger">What this process has under way.</param>
/// <param name="inFlight">Bounds the candidates under way over all runs of the process.</param>
/// <param name="policy">Retries and the circuit breaker.</param>
/// <param name="storePayloads">Whether items' contents are kept.</param>
/// <param name="time">The clock.</param>
internal sealed class SliceRunner(
    IRunStore store,
    GenerationLedger ledger,
    SemaphoreSlim inFlight,
    ExecutionPolicy policy,
    bool storePayloads,
    TimeProvider time)
{
    /// <summary>Runs the slice; when nothing is missing, nothing is locked, written or called.</summary>
    /// <param name="slice">The plan.</param>
    /// <param name="binding">The plan's rows.</param>
    /// <param name="maySpend">Whether engines that cost money may be called.</param>
    /// <param name="provenance">Where and with what this runs, as JSON.</param>
    /// <param name="progress">Told of progress; null for nobody.</param>
    /// <param name="cancellationToken">Stops the run; what is committed stays.</param>
    public async Task<SliceRun> RunAsync(
        PlannedSlice slice,
        PlanBinding binding,
        bool maySpend,
        string provenance,
        IProgress<RunProgress>? progress,
        CancellationToken cancellationToken)
    {
        var work = await PendingWork.ReadAsync(store, slice, binding, cancellationToken);
        if (work.IsEmpty)
            return new SliceRun(slice.Count, 0, slice.Count, 0, 0, 0);

        var waiting = new RunProgress(slice.Experiment.Id, slice.Task.Id, slice.Count, work.Complete, work.Complete, 0, TimeSpan.Zero);
        await using var right = await store.AcquireWriterAsync(message => progress?.Report(waiting with { Waiting = message }), cancellationToken);

        // Another process may have done the work while we waited for the right to do it.
        work = await PendingWork.ReadAsync(store, slice, binding, cancellationToken);
        if (work.IsEmpty)
            return new SliceRun(slice.Count, 0, slice.Count, 0, 0, 0);

        var runId = await store.BeginRunAsync([binding.PlanId], provenance, time.GetUtcNow(), cancellationToken);
        var breaker = new CircuitBreaker(policy.CircuitBreakerThreshold);
        var counters = new RunCounters(slice, work.Complete, progress, time);
        using var pump = new CandidatePump(
            store, ledger, inFlight, slice, binding, work, counters, breaker,
            new GenerationStage(policy, breaker, time),
            new CandidateScorer(slice, binding.ParseIds, binding.MetricIds, time),
            new PumpOptions(runId, maySpend, storePayloads));
        try
        {
            await pump.RunAsync(cancellationToken);
            await store.FlushAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await store.EndRunAsync(runId, RunState.Stopped, time.GetUtcNow(), CancellationToken.None);
            throw;
        }

        var run = counters.ToRun(breaker.Tripped);
        var state = run switch
        {
            { Stopped: not null } or { PaidMissing: > 0 } => RunState.Stopped,
            { Failed: > 0 } => RunState.CompletedWithFailures,
            _ => RunState.Completed,
        };
        await store.EndRunAsync(runId, state, time.GetUtcNow(), cancellationToken);
        counters.Report(force: true);
        return run;
    }
}
