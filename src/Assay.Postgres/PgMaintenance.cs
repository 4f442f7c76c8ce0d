using System.Runtime.CompilerServices;
using Assay.Storage;
using Assay.Storage.Care;

namespace Assay.Postgres;

/// <summary>Looks after a PostgreSQL store.</summary>
internal sealed class PgMaintenance(PgDatabase database, PgCommands commands, PgRunStore runs) : IStoreMaintenance
{
    private const string Scores = """
        SELECT g.key, m.json, i.item_id, p.json, d.json, v.value, c.code, e.run, e.at, e.duration_us
        FROM evaluations v
        JOIN generations n ON n.gen = v.gen JOIN events g ON g.seq = n.event JOIN events e ON e.seq = v.event JOIN items i ON i.id = v.item
        JOIN definitions m ON m.id = g.model LEFT JOIN definitions p ON p.id = v.parse JOIN definitions d ON d.id = v.metric
        LEFT JOIN codes c ON c.id = v.code
        ORDER BY v.gen, v.item, v.parse, v.metric
        """;

    public Task<StoreVerification> VerifyAsync(CancellationToken cancellationToken) => new PgVerifier(database).VerifyAsync(cancellationToken);

    public Task RebuildAsync(CancellationToken cancellationToken) => commands.InOrderAsync(
        async connection =>
        {
            await connection.RunAsync($"TRUNCATE {string.Join(", ", PgSchema.Projections)}", cancellationToken).ConfigureAwait(false);
            return await connection.RunAsync(PgProjections.Fill, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    public Task<CompactReport> CompactAsync(CompactOptions options, CancellationToken cancellationToken) =>
        new PgCompactor(database, commands, runs).CompactAsync(options, cancellationToken);

    public IAsyncEnumerable<StoredEvent> ReadEventsAsync(CancellationToken cancellationToken) => new PgEventRepository(database).ReadAllAsync(cancellationToken);

    public async IAsyncEnumerable<ScoreRow> ReadScoresAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var rows = database.ReadAsync(
            Scores,
            row => new ScoreRow(
                row.Hash(0),
                IdOf(row.GetString(1)),
                row.GetString(2),
                row.NullableText(3) is { } parse ? IdOf(parse) : null,
                IdOf(row.GetString(4)),
                row.NullableDouble(5),
                row.Code(6),
                row.Long(7),
                row.Time(8),
                row.Duration(9)),
            cancellationToken);
        await foreach (var row in rows.ConfigureAwait(false))
            yield return row;

        string IdOf(string json)
        {
            if (!ids.TryGetValue(json, out var id))
                ids.Add(json, id = DefinitionId.Of(json));
            return id;
        }
    }
}
