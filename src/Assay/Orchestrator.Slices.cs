using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Results;
using Assay.Specs;

namespace Assay;

/// <content>One slice of a benchmark at a time, as tests run them.</content>
public sealed partial class Orchestrator
{
    /// <summary>Says what running a slice would do. Calls no engine.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="slice">The slice's id.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public async Task<SlicePlan> PlanSliceAsync(BenchmarkDefinition benchmark, string slice, CancellationToken cancellationToken = default)
    {
        var run = await PrepareSliceAsync(benchmark, slice, cancellationToken);
        if (book is not null)
            await book.LoadAsync(cancellationToken);
        return await new PlanAssessor(run.Store, (await TryGetStorageAsync(cancellationToken))?.Projections, book).AssessAsync(run.Tasks[0].Slice, run.Tasks[0].Binding, cancellationToken);
    }

    /// <summary>Runs what is missing of a slice, and reads its results.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="slice">The slice's id.</param>
    /// <param name="run">Spending and progress; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the run; what is committed stays, and the next run goes on from there.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public async Task<(SliceRun Run, SliceResult Result)> RunSliceAsync(
        BenchmarkDefinition benchmark,
        string slice,
        RunOptions? run = null,
        CancellationToken cancellationToken = default)
    {
        var prepared = await PrepareSliceAsync(benchmark, slice, cancellationToken);
        var outcome = await executor.RunAsync(prepared, RunStages.All, run ?? new RunOptions(), null, cancellationToken);
        await RecordAsync(prepared, run, cancellationToken);
        var result = await SliceResultReader.ReadAsync(prepared, options.Time, options.Scrub, cancellationToken);
        if (benchmark.Spec.Limits.Count > 0 && await TryGetStorageAsync(cancellationToken) is { } bundle)
            result = result with { Measures = await new SliceMeasures(prepared, bundle.Projections, project.Prices).ReadAsync(cancellationToken) };
        return (outcome.Tasks[0].Scrubbed(options.Scrub), result);
    }

    /// <summary>Says what a slice runs, by which digests, and what that takes as if nothing were stored. Calls no engine.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="slice">The slice's id.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public async Task<SlicePlanDetails> DescribeSliceAsync(BenchmarkDefinition benchmark, string slice, CancellationToken cancellationToken = default) =>
        await SliceDescriber.DescribeAsync(await PrepareSliceAsync(benchmark, slice, cancellationToken), project.Prices, project.Backend, cancellationToken);

    /// <summary>Reads short cuts of a few outputs of a slice; plans it, and runs nothing.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="places">Where, all of one slice; at least one.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Aligned with the places; null where nothing is stored.</returns>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    internal async Task<IReadOnlyList<OutputCut?>> ReadCutsAsync(BenchmarkDefinition benchmark, IReadOnlyList<OutputPlace> places, CancellationToken cancellationToken) =>
        await new OutputCutReader(await PrepareSliceAsync(benchmark, places[0].Slice, cancellationToken), (await TryGetStorageAsync(cancellationToken))?.Projections, options.Scrub).ReadAsync(places, cancellationToken);

    private async Task<PreparedRun> PrepareSliceAsync(RunSource source, string slice, CancellationToken cancellationToken)
    {
        var experiment = source.ToExperiment();
        var task = experiment.Tasks.FirstOrDefault(task => task.Id == slice)
            ?? throw new AssayException(ErrorCode.OptionInvalid, $"Benchmark '{experiment.Id}' has no slice '{slice}'; it has: {string.Join(", ", experiment.Tasks.Select(static task => task.Id))}.");
        var plan = SourceOf(source, experiment with { Tasks = [task] });
        return await PreparedRun.PrepareAsync(await OpenAsync(cancellationToken), plan, RunStages.All, cancellationToken);
    }
}
