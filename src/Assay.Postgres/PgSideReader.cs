using System.Text.Json;
using Assay.Errors;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Sqlite;
using Npgsql;

namespace Assay.Postgres;

/// <summary>Reads what is unusual about a stage: the events right after its own.</summary>
internal sealed class PgSideReader(PgDatabase database)
{
    // They follow without a gap, so the gap ends them.
    private const string Sql = """
        WITH RECURSIVE sides AS (
            SELECT e.* FROM events e WHERE e.seq = $1 + 1 AND e.kind > 6
            UNION ALL SELECT e.* FROM sides s JOIN events e ON e.seq = s.seq + 1 WHERE e.kind > 6)
        SELECT e.kind, e.gen, e.attempts, e.state, c.code, e.duration_us, e.tokens_in, f.code, e.text, p.data, p.codec, p.size, p.hash
        FROM sides e LEFT JOIN codes c ON c.id = e.code LEFT JOIN codes f ON f.id = e.finish LEFT JOIN payloads p ON p.id = e.payload
        ORDER BY e.seq
        """;

    private const int Text = 8;

    /// <summary>What stands after a generation's event.</summary>
    public async ValueTask<SideEvents> ReadAsync(long generation, long seq, CancellationToken cancellationToken)
    {
        var sides = new SideEvents();
        await foreach (var isOwn in database.ReadAsync(Sql, row => row.NullableLong(1) == generation && Add(sides, row), cancellationToken, seq).ConfigureAwait(false))
        {
            if (!isOwn)
                break;
        }

        return sides;
    }

    /// <summary>The extractors tried by the parse of an event.</summary>
    public ValueTask<List<ExtractorAttemptRecord>> ExtractorAttemptsAsync(long seq, CancellationToken cancellationToken) => ListAsync(
        seq,
        EventKind.ExtractorTried,
        row => new ExtractorAttemptRecord(row.GetString(7), row.Long(3) != 0, PgPayloads.Text(row, Text, database), row.Duration(5)),
        cancellationToken);

    /// <summary>The judge's calls of the metric of an event.</summary>
    public ValueTask<List<JudgeCallRecord>> JudgeCallsAsync(long seq, CancellationToken cancellationToken) =>
        ListAsync(seq, EventKind.JudgeCalled, row => new JudgeCallRecord(PgPayloads.Text(row, Text, database) ?? ""), cancellationToken);

    private async ValueTask<List<T>> ListAsync<T>(long seq, EventKind kind, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        where T : class
    {
        var found = new List<T>();
        await foreach (var one in database.ReadAsync(Sql, row => (EventKind)row.Long(0) == kind ? read(row) : null, cancellationToken, seq).ConfigureAwait(false))
        {
            if (one is null)
                break;
            found.Add(one);
        }

        return found;
    }

    /// <returns>Whether the event is of a generation.</returns>
    private bool Add(SideEvents sides, NpgsqlDataReader row)
    {
        var kind = (EventKind)row.Long(0);
        var text = PgPayloads.Text(row, Text, database);
        switch (kind)
        {
            case EventKind.AttemptFailed:
                sides.FailedAttempts.Add(new AttemptRecord((int)row.Long(2), new ErrorCode(row.GetString(4)), text, row.Duration(5)));
                return true;
            case EventKind.TurnTaken or EventKind.ToolTurnTaken:
                sides.Turns.Add(Turn(kind, (int)row.Long(2), (MessageRole)row.Long(3), text ?? ""));
                return true;
            case EventKind.ProviderReported:
                sides.TimeToFirstToken = row.IsDBNull(5) ? null : row.Duration(5);
                sides.CachedInputTokens = (int?)row.NullableLong(6);
                sides.ModelVersion = row.NullableText(7);
                sides.RequestId = text;
                return true;
            case EventKind.LogprobsReported:
                sides.Logprobs = Logprobs(text ?? "");
                return true;
            default:
                return kind == EventKind.Linked;
        }
    }

    private ValueList<TokenLogprob> Logprobs(string text)
    {
        try
        {
            return LogprobJson.Read(text);
        }
        catch (JsonException exception)
        {
            throw PgErrors.Damaged(database.Place, $"log probabilities cannot be read ({exception.Message})");
        }
    }

    private TurnRecord Turn(EventKind kind, int index, MessageRole role, string text)
    {
        try
        {
            return TurnText.Read(kind, index, role, text);
        }
        catch (JsonException exception)
        {
            throw PgErrors.Damaged(database.Place, $"a turn of a conversation cannot be read ({exception.Message})");
        }
    }
}
