using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Execution.Estimates;
using Assay.Specs;

namespace Assay;

/// <content>What a run would take.</content>
public sealed partial class Orchestrator
{
    /// <summary>
    /// Says what a run would take: its matrix, the work of each stage and what of it is done, tokens, and cost where the project
    /// has prices. Calls no engine. The memory is that of the items, whatever the number of trials.
    /// </summary>
    /// <param name="source">The experiment or benchmark.</param>
    /// <param name="cancellationToken">Stops the estimate.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public async Task<RunEstimate> EstimateAsync(RunSource source, CancellationToken cancellationToken = default) =>
        await EstimateAsync(await PrepareAsync(source, RunStages.All, cancellationToken), cancellationToken);

    /// <summary>Says what running one slice would take.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="slice">The slice's id.</param>
    /// <param name="cancellationToken">Stops the estimate.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public async Task<RunEstimate> EstimateSliceAsync(BenchmarkDefinition benchmark, string slice, CancellationToken cancellationToken = default) =>
        await EstimateAsync(await PrepareSliceAsync(benchmark, slice, cancellationToken), cancellationToken);

    private async Task<RunEstimate> EstimateAsync(PreparedRun run, CancellationToken cancellationToken)
    {
        if (book is not null)
            await book.LoadAsync(cancellationToken);
        return await new RunEstimator((await TryGetStorageAsync(cancellationToken))?.Projections, project.Prices, new Tokenizers(), book, project.Backend).EstimateAsync(run, cancellationToken);
    }
}
