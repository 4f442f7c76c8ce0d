using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Results;
using Assay.Specs;

namespace Assay;

/// <content>Whole experiments and benchmarks, all stages or some of them.</content>
public sealed partial class Orchestrator
{
    /// <summary>Runs what is missing of an experiment, and gives its results. Work that is stored is used; work that failed is tried again.</summary>
    /// <param name="experiment">The experiment; its plugins are the registry's, its data the provider's.</param>
    /// <param name="run">Spending, progress and what belongs to this run alone; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the run; what is committed stays, and the next run goes on from there.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault. A failing trial is no exception: it is counted, and recorded with its code.</exception>
    public async Task<ExperimentResult> RunAsync(ExperimentSpec experiment, RunOptions? run = null, CancellationToken cancellationToken = default) =>
        (ExperimentResult)await RunStagesAsync(experiment, RunStages.All, run, cancellationToken);

    /// <summary>Runs what is missing of an experiment with the code behind it, and gives its results.</summary>
    /// <param name="experiment">The experiment; ids that it lacks are looked up in the registry.</param>
    /// <param name="run">Spending, progress and what belongs to this run alone; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the run; what is committed stays.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public async Task<ExperimentResult> RunAsync(ExperimentDefinition experiment, RunOptions? run = null, CancellationToken cancellationToken = default) =>
        (ExperimentResult)await RunStagesAsync(experiment, RunStages.All, run, cancellationToken);

    /// <summary>Runs what is missing of a benchmark written by hand, and gives its results with slices and prompt variants.</summary>
    /// <param name="benchmark">The benchmark; its plugins are the registry's, its data the provider's.</param>
    /// <param name="run">Spending, progress and what belongs to this run alone; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the run; what is committed stays.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public Task<BenchmarkResult> RunBenchmarkAsync(BenchmarkSpec benchmark, RunOptions? run = null, CancellationToken cancellationToken = default) =>
        RunBenchmarkAsync((RunSource)benchmark, run, cancellationToken);

    /// <summary>Runs what is missing of a benchmark with the code behind it, and gives its results with slices and prompt variants.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="run">Spending, progress and what belongs to this run alone; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the run; what is committed stays.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public Task<BenchmarkResult> RunBenchmarkAsync(BenchmarkDefinition benchmark, RunOptions? run = null, CancellationToken cancellationToken = default) =>
        RunBenchmarkAsync((RunSource)benchmark, run, cancellationToken);

    /// <summary>Generates what is missing, and neither parses nor scores. Parses and metrics need not be registered.</summary>
    /// <param name="source">The experiment or benchmark.</param>
    /// <param name="run">Spending, progress and what belongs to this run alone; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the run; what is committed stays.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    /// <returns>A <see cref="BenchmarkResult"/> for a benchmark, an <see cref="ExperimentResult"/> for an experiment.</returns>
    public Task<RunResult> GenerateAsync(RunSource source, RunOptions? run = null, CancellationToken cancellationToken = default) =>
        RunStagesAsync(source, RunStages.Generation, run, cancellationToken);

    /// <summary>Parses what is stored and not parsed yet. Calls no engine: candidates without an output are counted as missing. Metrics need not be registered.</summary>
    /// <inheritdoc cref="GenerateAsync"/>
    public Task<RunResult> TransformAsync(RunSource source, RunOptions? run = null, CancellationToken cancellationToken = default) =>
        RunStagesAsync(source, RunStages.Transform, run, cancellationToken);

    /// <summary>Scores what is stored and not scored yet, after the parses that the scores read. Calls no engine: candidates without an output are counted as missing.</summary>
    /// <inheritdoc cref="GenerateAsync"/>
    public Task<RunResult> EvaluateAsync(RunSource source, RunOptions? run = null, CancellationToken cancellationToken = default) =>
        RunStagesAsync(source, RunStages.Evaluation, run, cancellationToken);

    /// <summary>Gives the results that are stored, with how the run stands now, and runs nothing.</summary>
    /// <param name="source">The experiment or benchmark.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    /// <returns>A <see cref="BenchmarkResult"/> for a benchmark, an <see cref="ExperimentResult"/> for an experiment.</returns>
    public async Task<RunResult> GetResultAsync(RunSource source, CancellationToken cancellationToken = default)
    {
        var prepared = await PrepareAsync(source, RunStages.All, cancellationToken);
        return await ResultOfAsync(source, prepared, await StateOfAsync(prepared, cancellationToken), null, cancellationToken);
    }

    private async ValueTask<Storage.RunState> StateOfAsync(PreparedRun prepared, CancellationToken cancellationToken)
    {
        var (open, failed) = await RunExecutor.CountOpenAsync(prepared, cancellationToken);
        if (open == 0)
            return Storage.RunState.Completed;
        if (await TryGetStorageAsync(cancellationToken) is not { } bundle)
            return failed == open ? Storage.RunState.CompletedWithFailures : Storage.RunState.Stopped;
        return await new RunWatch(bundle, project.Backend, desk?.Journal, options.Time).UnfinishedAsync(prepared, failed < open, cancellationToken) switch
        {
            RunStatus.Pending => Storage.RunState.Pending,
            RunStatus.Running => Storage.RunState.Running,
            RunStatus.Completed => Storage.RunState.Completed,
            RunStatus.CompletedWithFailures => Storage.RunState.CompletedWithFailures,
            _ => Storage.RunState.Stopped,
        };
    }

    /// <summary>Goes through stages of a run and says what was done.</summary>
    internal async Task<(PreparedRun Run, RunOutcome Outcome)> ExecuteAsync(RunSource source, RunStages stages, RunOptions? run, CancellationToken cancellationToken)
    {
        var prepared = await PrepareAsync(source, stages, cancellationToken);
        return (prepared, await CarryOutAsync(source, prepared, stages, run, cancellationToken));
    }

    private async Task<BenchmarkResult> RunBenchmarkAsync(RunSource source, RunOptions? run, CancellationToken cancellationToken) =>
        (BenchmarkResult)await RunStagesAsync(source, RunStages.All, run, cancellationToken);

    private async Task<RunResult> RunStagesAsync(RunSource source, RunStages stages, RunOptions? run, CancellationToken cancellationToken)
    {
        var (prepared, outcome) = await ExecuteAsync(source, stages, run, cancellationToken);
        return await ResultOfAsync(source, prepared, outcome.State, RunWork.Of(outcome), cancellationToken);
    }

    private async Task<RunResult> ResultOfAsync(RunSource source, PreparedRun prepared, Storage.RunState state, RunWork? work, CancellationToken cancellationToken)
    {
        var read = ResultSource.Of(prepared, state, await TryGetStorageAsync(cancellationToken)) with { Work = work, Time = options.Time };
        return source.Benchmark is { } benchmark ? BenchmarkResult.Of(read, benchmark) : ExperimentResult.Of(read);
    }
}
