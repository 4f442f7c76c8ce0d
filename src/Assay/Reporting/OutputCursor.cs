using Assay.Results;
using Assay.Storage;

namespace Assay.Reporting;

/// <summary>Walks along candidates' outputs in the order of the plan, task by task.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="cancellationToken">Stops the reading.</param>
internal sealed class OutputCursor(IRunStore store, CancellationToken cancellationToken) : IAsyncDisposable
{
    private TaskScope? task;
    private IAsyncEnumerator<StoredOutput>? outputs;

    /// <summary>The output of a candidate, which must come after the one asked for before; null when there is none.</summary>
    public async ValueTask<string?> FindAsync(CandidateResult candidate)
    {
        if (candidate.Task != task)
        {
            await DisposeAsync();
            task = candidate.Task;
            outputs = store.ReadOutputsAsync(task.PlanId, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await AdvanceAsync();
        }

        while (outputs is not null && outputs.Current.Ordinal < candidate.Ordinal)
            await AdvanceAsync();
        return outputs is not null && outputs.Current.Ordinal == candidate.Ordinal ? outputs.Current.Text : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (outputs is not null)
            await outputs.DisposeAsync();
        outputs = null;
    }

    private async ValueTask AdvanceAsync()
    {
        if (outputs is not null && !await outputs.MoveNextAsync())
            await DisposeAsync();
    }
}
