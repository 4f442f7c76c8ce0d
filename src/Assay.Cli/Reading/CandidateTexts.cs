using Assay.Storage;

namespace Assay.Cli.Reading;

/// <summary>What is stored of a page of candidates besides their scores.</summary>
/// <param name="Items">The items' contents by row; null where contents are not kept.</param>
/// <param name="Generations">The generations by row.</param>
/// <param name="Outputs">The outputs of completed generations, by the generations' rows.</param>
internal sealed record CandidateTexts(IReadOnlyDictionary<long, string?> Items, IReadOnlyDictionary<long, GenerationDetails> Generations, IReadOnlyDictionary<long, string> Outputs)
{
    /// <summary>Reads those of a page, of each kind with one question.</summary>
    /// <param name="storage">The store.</param>
    /// <param name="rows">The candidates; those without a generation have an item at most.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<CandidateTexts> ReadAsync(StorageBundle storage, IReadOnlyList<CandidateRow> rows, CancellationToken cancellationToken)
    {
        long[] itemRows = [.. rows.Select(static row => row.ItemRow).Where(static row => row != 0).Distinct()];
        long[] completed = [.. CompletedOf(rows)];
        var items = await storage.Runs.ReadItemsAsync(itemRows, cancellationToken);
        var generations = await storage.Projections.ReadGenerationsAsync([.. rows.Select(static row => row.Generation.Id).Where(static id => id != 0).Distinct()], cancellationToken);
        var outputs = await storage.Runs.ReadOutputTextsAsync(completed, cancellationToken);
        return new CandidateTexts(
            itemRows.Zip(items).ToDictionary(static one => one.First, static one => one.Second?.Json),
            generations.OfType<GenerationDetails>().ToDictionary(static one => one.Id),
            completed.Zip(outputs).ToDictionary(static one => one.First, static one => one.Second));
    }

    /// <summary>The rows of the completed generations of candidates, each once.</summary>
    public static IEnumerable<long> CompletedOf(IReadOnlyList<CandidateRow> rows) =>
        rows.Where(static row => row.Generation.Status == GenerationStatus.Completed).Select(static row => row.Generation.Id).Distinct();
}
