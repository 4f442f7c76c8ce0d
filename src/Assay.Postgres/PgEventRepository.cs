using System.Runtime.CompilerServices;
using Assay.Storage;
using Assay.Storage.Sqlite;
using Npgsql;

namespace Assay.Postgres;

/// <summary>Reads events.</summary>
internal sealed class PgEventRepository(PgDatabase database) : IEventRepository
{
    private const string Columns = """
        SELECT e.seq, e.kind, e.at, e.run, e.gen, e.item, e.parse, e.metric, e.state, e.value, c.code, e.duration_us, e.model, e.seed,
            e.attempts, e.tokens_in, e.tokens_out, f.code, e.plan, e.key, e.params, e.text, p.data, p.codec, p.size, p.hash
        FROM events e LEFT JOIN codes c ON c.id = e.code LEFT JOIN codes f ON f.id = e.finish LEFT JOIN payloads p ON p.id = e.payload

        """;

    private const string OfRun = Columns + "WHERE e.seq >= (SELECT event FROM runs WHERE run = $1) AND e.run = $1 ORDER BY e.seq";

    private const string OfGeneration = Columns + """
        WHERE e.seq IN (
            SELECT event FROM details WHERE gen = $1
            UNION ALL SELECT event FROM generations WHERE gen = $1
            UNION ALL SELECT event FROM transforms WHERE gen = $1
            UNION ALL SELECT event FROM evaluations WHERE gen = $1)
        ORDER BY e.seq
        """;

    public async IAsyncEnumerable<StoredEvent> ReadRunAsync(long runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var one in database.ReadAsync(OfRun, Read, cancellationToken, runId).ConfigureAwait(false))
        {
            yield return one;
            if (one.Kind == EventKind.RunEnded)
                yield break;
        }
    }

    public async IAsyncEnumerable<StoredEvent> ReadGenerationAsync(long generationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long last = 0;
        await foreach (var one in database.ReadAsync(OfGeneration, Read, cancellationToken, generationId).ConfigureAwait(false))
        {
            // The details of a parse or metric follow it directly; without it they belong to one that only repeated a finding.
            if (one.Kind is EventKind.ExtractorTried or EventKind.JudgeCalled && one.Seq != last + 1)
                continue;
            last = one.Seq;
            yield return one;
        }
    }

    /// <summary>Streams all events in order.</summary>
    public IAsyncEnumerable<StoredEvent> ReadAllAsync(CancellationToken cancellationToken) => database.ReadAsync(Columns + "ORDER BY e.seq", Read, cancellationToken);

    private StoredEvent Read(NpgsqlDataReader row)
    {
        var kind = (EventKind)row.Long(1);
        return new StoredEvent(row.Long(0), kind, row.Time(2))
        {
            RunId = row.NullableLong(3),
            GenerationId = row.NullableLong(4),
            ItemRow = row.NullableLong(5),
            ParseId = row.NullableLong(6),
            MetricId = row.NullableLong(7),
            RunState = kind == EventKind.RunEnded ? (RunState)row.Long(8) : null,
            Success = kind switch
            {
                EventKind.Generated => row.Long(8) == (long)GenerationStatus.Completed,
                EventKind.Parsed or EventKind.ExtractorTried => row.Long(8) != 0,
                _ => null,
            },
            Value = row.NullableDouble(9),
            Code = row.Code(10),
            Duration = row.IsDBNull(11) ? null : row.Duration(11),
            ModelId = row.NullableLong(12),
            Seed = row.NullableLong(13),
            Number = (int?)row.NullableLong(14),
            InputTokens = (int?)row.NullableLong(15),
            OutputTokens = (int?)row.NullableLong(16),
            Name = kind is EventKind.TurnTaken or EventKind.ToolTurnTaken ? TurnText.NameOf(row.Long(8)) : row.NullableText(17),
            PlanId = row.NullableLong(18),
            Key = row.IsDBNull(19) ? null : row.Hash(19),
            ParamsId = row.NullableLong(20),
            Text = PgPayloads.Text(row, 21, database),
        };
    }
}
