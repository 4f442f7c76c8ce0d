using Assay.Execution;
using Assay.Storage;

namespace Assay.Exchange;

/// <summary>Opens stored outputs to be scored elsewhere. Lines about one output follow each other, so that the last one is kept.</summary>
/// <param name="run">The run.</param>
/// <param name="settings">The hooks and the clock.</param>
internal sealed class StoredScoring(PreparedRun run, ExchangeSettings settings)
{
    private readonly CandidateScorer[] scorers =
        [.. run.Tasks.Select(task => new CandidateScorer(task.Slice, task.Binding.ParseIds, task.Binding.MetricIds, settings.Hooks, settings.Context, null, settings.Time))];

    private (long Generation, Output Output) read;
    private (long Generation, int Task, int Item, OutputScoring Scoring)? last;

    /// <summary>Opens a candidate's output.</summary>
    /// <param name="generation">The row of its generation, which has an output.</param>
    /// <param name="place">The candidate.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async ValueTask<OutputScoring> OpenAsync(long generation, Place place, CancellationToken cancellationToken)
    {
        var task = run.Tasks[place.Task];
        var item = task.Slice.CellOf(place.Ordinal).Item;
        if (last is { } known && (known.Generation, known.Task, known.Item) == (generation, place.Task, item))
            return known.Scoring;
        if (read.Generation != generation)
            read = (generation, await run.Store.ReadOutputAsync(generation, cancellationToken));
        var scoring = new OutputScoring(task, scorers[place.Task], task.Slice.Items[item], read.Output, settings);
        last = (generation, place.Task, item, scoring);
        return scoring;
    }

    /// <summary>The rows of generations, 0 for those that have no output.</summary>
    public async ValueTask<long[]> FindAsync(IEnumerable<Identity.Hash128> keys, CancellationToken cancellationToken)
    {
        Identity.Hash128[] asked = [.. keys];
        var found = new StoredGeneration[asked.Length];
        await run.Store.FindGenerationsAsync(asked, found, cancellationToken);
        return [.. found.Select(static one => one.Status == GenerationStatus.Completed ? one.Id : 0)];
    }
}
