using Assay.Errors;
using Assay.Storage;
using Npgsql;

namespace Assay.Postgres;

/// <summary>Keeps links.</summary>
internal sealed class PgLinks(PgDatabase database, PgCommands commands) : IObservabilityLinks
{
    /// <summary>Those of generation $1.</summary>
    public const string OfGeneration = """
        SELECT c.code, e.text, p.data, p.codec, p.size, p.hash
        FROM details d JOIN events e ON e.seq = d.event JOIN codes c ON c.id = e.finish LEFT JOIN payloads p ON p.id = e.payload
        WHERE d.gen = $1 AND e.kind = 12 ORDER BY d.event
        """;

    private const string OfGenerations = """
        SELECT c.code, e.text, p.data, p.codec, p.size, p.hash, d.gen
        FROM details d JOIN events e ON e.seq = d.event JOIN codes c ON c.id = e.finish LEFT JOIN payloads p ON p.id = e.payload
        WHERE d.gen = ANY($1) AND e.kind = 12 ORDER BY d.gen, d.event
        """;

    private const string OfRun = """
        SELECT c.code, e.text, p.data, p.codec, p.size, p.hash
        FROM run_links r JOIN events e ON e.seq = r.event JOIN codes c ON c.id = e.finish LEFT JOIN payloads p ON p.id = e.payload
        WHERE r.run = $1 ORDER BY r.event
        """;

    public static async ValueTask<IReadOnlyList<LinkRecord>> ReadAsync(PgDatabase database, string sql, long row, CancellationToken cancellationToken) => await database.ListAsync(
        sql,
        found => Read(found, database),
        cancellationToken,
        row).ConfigureAwait(false);

    /// <summary>The links of generations, by their rows.</summary>
    public static async ValueTask<ILookup<long, LinkRecord>> ReadAsync(PgDatabase database, long[] generations, CancellationToken cancellationToken) =>
        (await database.ListAsync(OfGenerations, found => (Generation: found.Long(6), Link: Read(found, database)), cancellationToken, generations).ConfigureAwait(false))
            .ToLookup(static one => one.Generation, static one => one.Link);

    public ValueTask AddToGenerationAsync(long runId, long generationId, LinkRecord link, CancellationToken cancellationToken) => AddAsync(runId, generationId, link, cancellationToken);

    public ValueTask AddToRunAsync(long runId, LinkRecord link, CancellationToken cancellationToken) => AddAsync(runId, null, link, cancellationToken);

    public ValueTask<IReadOnlyList<LinkRecord>> ReadGenerationAsync(long generationId, CancellationToken cancellationToken) => ReadAsync(database, OfGeneration, generationId, cancellationToken);

    public ValueTask<IReadOnlyList<LinkRecord>> ReadRunAsync(long runId, CancellationToken cancellationToken) => ReadAsync(database, OfRun, runId, cancellationToken);

    private static LinkRecord Read(NpgsqlDataReader row, PgDatabase database) =>
        new(row.GetString(0), new Uri(PgPayloads.Text(row, 1, database) ?? "", UriKind.RelativeOrAbsolute));

    private async ValueTask AddAsync(long run, long? generation, LinkRecord link, CancellationToken cancellationToken)
    {
        var exists = await commands.InOrderAsync(
            async connection =>
            {
                var found = await connection.LongAsync(
                    "SELECT 1::bigint FROM runs WHERE run = $1 AND ($2 IS NULL OR EXISTS (SELECT 1 FROM generations WHERE gen = $2))",
                    cancellationToken,
                    run,
                    generation).ConfigureAwait(false);
                if (found is null)
                    return false;
                var known = await ReadAsync(database, generation is null ? OfRun : OfGeneration, generation ?? run, cancellationToken).ConfigureAwait(false);
                if (!known.Any(one => one.Kind == link.Kind && one.Url.OriginalString == link.Url.OriginalString))
                    await commands.AppendAsync(connection, EventKind.Linked, null, run, new PgEventValues(Generation: generation, Text: link.Url.OriginalString, Word: link.Kind), cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        if (!exists)
            throw PgErrors.Make(ErrorCode.OptionInvalid, database.Place, FormattableString.Invariant($"The store has no run {run}{(generation is { } row ? FormattableString.Invariant($" or no generation {row}") : "")} to link to {link.Url.OriginalString}. Give rows of this store."));
    }
}
