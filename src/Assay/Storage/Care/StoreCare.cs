using System.Text.Json;
using Assay.Errors;
using Assay.Identity;

namespace Assay.Storage.Care;

/// <summary>Looks after a store: verifies, mends, shrinks and exports it. Reached through <see cref="StorageBundle.Care"/>.</summary>
/// <param name="maintenance">What the kind of store does.</param>
public sealed class StoreCare(IStoreMaintenance maintenance)
{
    /// <summary>
    /// Reads the whole store and says what is wrong: the database's own integrity, rows that name others which are not there, the
    /// digest of each payload and item, and whether the projections equal a rebuild from the events. Changes nothing; others
    /// may write meanwhile.
    /// </summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="StoreException">The store cannot be opened at all.</exception>
    public Task<StoreVerification> VerifyAsync(CancellationToken cancellationToken = default) => maintenance.VerifyAsync(cancellationToken);

    /// <summary>Drops the projections and makes them anew from the events, in one transaction.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    public Task RebuildAsync(CancellationToken cancellationToken = default) => maintenance.RebuildAsync(cancellationToken);

    /// <summary>
    /// Drops runs, and payloads that no row names, then gives the room back. With a run go its plans that no other run covers, what
    /// was made for them alone, and the manifests of which nothing is left. Rows of later runs may get the numbers of dropped ones.
    /// </summary>
    /// <param name="options">What to drop; null for unreferenced payloads alone.</param>
    /// <param name="cancellationToken">Stops the wait; what was dropped by then is undone.</param>
    /// <exception cref="StoreException"><see cref="ErrorCode.StoreBusy"/>: runs are under way in this store; <see cref="ErrorCode.OptionInvalid"/>: there is no such run; or the store cannot be written.</exception>
    public async Task<CompactReport> CompactAsync(CompactOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new CompactOptions();
        if (options.DropRuns.Count > 0)
            options = options with { Verdicts = await ReadVerdictsAsync(cancellationToken).ConfigureAwait(false) };
        return await maintenance.CompactAsync(options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes all events to a file, in the order in which they were written; an existing file is replaced once the new one is whole.</summary>
    /// <param name="file">The file.</param>
    /// <param name="format">How.</param>
    /// <param name="cancellationToken">Stops the writing; the file is left as it was.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="AssayException"><see cref="ErrorCode.ExportUnwritable"/>: the file cannot be written.</exception>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public Task<long> ExportEventsAsync(string file, ExportFormat format, CancellationToken cancellationToken = default) =>
        StoreExport.WriteAsync(file, format, EventColumns.All, maintenance.ReadEventsAsync(cancellationToken), cancellationToken);

    /// <summary>Writes all scores as they stand to a file, with the ids of models, items, parses and metrics; an existing file is replaced once the new one is whole.</summary>
    /// <param name="file">The file.</param>
    /// <param name="format">How.</param>
    /// <param name="cancellationToken">Stops the writing; the file is left as it was.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="AssayException"><see cref="ErrorCode.ExportUnwritable"/>: the file cannot be written.</exception>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public Task<long> ExportScoresAsync(string file, ExportFormat format, CancellationToken cancellationToken = default) =>
        StoreExport.WriteAsync(file, format, ScoreColumns.All, maintenance.ReadScoresAsync(cancellationToken), cancellationToken);

    /// <summary>Which answers of judges the scores of which generations rest on.</summary>
    private async Task<List<(long Graded, Hash128 Answer)>> ReadVerdictsAsync(CancellationToken cancellationToken)
    {
        var verdicts = new List<(long, Hash128)>();
        await foreach (var one in maintenance.ReadEventsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (one is not { Kind: EventKind.JudgeCalled, GenerationId: { } graded, Text: { } text })
                continue;
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.TryGetProperty("key", out var key) && Hash128.TryParse(key.GetString(), out var answer))
                verdicts.Add((graded, answer));
        }

        return verdicts;
    }
}
