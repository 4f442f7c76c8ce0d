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
            SELECT s.seq AS owner, e.* FROM unnest($1) AS s(seq) JOIN events e ON e.seq = s.seq + 1 WHERE e.kind > 6
            UNION ALL SELECT s.owner, e.* FROM sides s JOIN events e ON e.seq = s.seq + 1 WHERE e.kind > 6)
        SELECT e.kind, e.gen, e.attempts, e.state, c.code, e.duration_us, e.tokens_in, f.code, e.text, p.data, p.codec, p.size, p.hash, e.owner
        FROM sides e LEFT JOIN codes c ON c.id = e.code LEFT JOIN codes f ON f.id = e.finish LEFT JOIN payloads p ON p.id = e.payload
        ORDER BY e.owner, e.seq
        """;

    private const int Text = 8;

    private const int Owner = 13;

    /// <summary>What stands after a generation's event.</summary>
    public async ValueTask<SideEvents> ReadAsync(long generation, long seq, CancellationToken cancellationToken) =>
        (await ReadAsync([(generation, seq)], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(seq) ?? new SideEvents();

    /// <summary>What stands after the events of generations, by those events; nothing of those after which nothing stands.</summary>
    public async ValueTask<Dictionary<long, SideEvents>> ReadAsync(IReadOnlyCollection<(long Generation, long Seq)> events, CancellationToken cancellationToken)
    {
        var generations = events.ToDictionary(static one => one.Seq, static one => one.Generation);
        var found = new Dictionary<long, SideEvents>();
        var ended = new HashSet<long>();
        await foreach (var (owner, isOwn) in database.ReadAsync(Sql, row => (row.Long(Owner), AddOwn(row)), cancellationToken, (long[])[.. generations.Keys]).ConfigureAwait(false))
        {
            if (!isOwn)
                ended.Add(owner);
        }

        return found;

        bool AddOwn(NpgsqlDataReader row)
        {
            var owner = row.Long(Owner);
            if (ended.Contains(owner) || row.NullableLong(1) != generations[owner])
                return false;
            if (!found.TryGetValue(owner, out var sides))
                found.Add(owner, sides = new SideEvents());
            return Add(sides, row);
        }
    }

    /// <summary>The extractors tried by the parses of events.</summary>
    public ValueTask<ILookup<long, ExtractorAttemptRecord>> ExtractorAttemptsAsync(IEnumerable<long> events, CancellationToken cancellationToken) => ListAsync(
        events,
        EventKind.ExtractorTried,
        row => new ExtractorAttemptRecord(row.GetString(7), row.Long(3) != 0, PgPayloads.Text(row, Text, database), row.Duration(5)),
        cancellationToken);

    /// <summary>The judge's calls of the metrics of events.</summary>
    public ValueTask<ILookup<long, JudgeCallRecord>> JudgeCallsAsync(IEnumerable<long> events, CancellationToken cancellationToken) =>
        ListAsync(events, EventKind.JudgeCalled, row => new JudgeCallRecord(PgPayloads.Text(row, Text, database) ?? ""), cancellationToken);

    /// <summary>Those of one kind right after each event, up to the first of another kind.</summary>
    private async ValueTask<ILookup<long, T>> ListAsync<T>(IEnumerable<long> events, EventKind kind, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        where T : class
    {
        var found = new List<(long Owner, T One)>();
        var ended = new HashSet<long>();
        await foreach (var (owner, one) in database.ReadAsync(Sql, row => (row.Long(Owner), (EventKind)row.Long(0) == kind ? read(row) : null), cancellationToken, (long[])[.. events]).ConfigureAwait(false))
        {
            if (one is null)
                ended.Add(owner);
            else if (!ended.Contains(owner))
                found.Add((owner, one));
        }

        return found.ToLookup(static one => one.Owner, static one => one.One);
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
