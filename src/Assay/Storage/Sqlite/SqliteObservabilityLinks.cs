using Assay.Errors;

namespace Assay.Storage.Sqlite;

/// <summary>Keeps links in a SQLite store.</summary>
internal sealed class SqliteObservabilityLinks(StoreReaderPool pool, Func<StoreWriter> writer, string file) : IObservabilityLinks
{
    public ValueTask AddToGenerationAsync(long runId, long generationId, LinkRecord link, CancellationToken cancellationToken) =>
        AddAsync(runId, generationId, link, cancellationToken);

    public ValueTask AddToRunAsync(long runId, LinkRecord link, CancellationToken cancellationToken) =>
        AddAsync(runId, null, link, cancellationToken);

    public ValueTask<IReadOnlyList<LinkRecord>> ReadGenerationAsync(long generationId, CancellationToken cancellationToken) =>
        ReadAsync(LinkReader.OfGeneration, generationId, cancellationToken);

    public ValueTask<IReadOnlyList<LinkRecord>> ReadRunAsync(long runId, CancellationToken cancellationToken) =>
        ReadAsync(LinkReader.OfRun, runId, cancellationToken);

    private async ValueTask AddAsync(long run, long? generation, LinkRecord link, CancellationToken cancellationToken)
    {
        if (!await writer().InvokeAsync(batch => batch.AddLink(run, generation, link), cancellationToken).ConfigureAwait(false))
            throw StoreErrors.Make(ErrorCode.OptionInvalid, file, FormattableString.Invariant($"The store has no run {run}{(generation is { } row ? FormattableString.Invariant($" or no generation {row}") : "")} to link to {link.Url.OriginalString}. Give rows of this store."));
    }

    private ValueTask<IReadOnlyList<LinkRecord>> ReadAsync(string sql, long row, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var lease = pool.Rent();
        var statement = lease.Reader.Database.PrepareOnce(sql);
        try
        {
            return ValueTask.FromResult<IReadOnlyList<LinkRecord>>(LinkReader.Read(statement.Bind(1, row), lease.Reader.Payloads));
        }
        finally
        {
            statement.Close();
        }
    }
}
