using System.Text.Json;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Storage.Sqlite;

/// <summary>Reads what is unusual about a generation: the events right after its own.</summary>
internal sealed class SideEventReader(SqliteDatabase database)
{
    private readonly SqliteStatement select = database.Prepare("""
        SELECT e.kind, e.gen, e.attempts, e.state, c.code, e.duration_us, e.tokens_in, f.code, e.text, p.data, p.codec, p.size, p.hash
        FROM events e LEFT JOIN codes c ON c.id = e.code LEFT JOIN codes f ON f.id = e.finish LEFT JOIN payloads p ON p.id = e.payload
        WHERE e.seq > ?1
        ORDER BY e.seq
        """);

    /// <summary>Whether a column's event belongs to the generation whose event stands before it.</summary>
    public static bool IsOfGeneration(SqliteStatement statement, int kind) =>
        !statement.IsNull(kind) && (EventKind)statement.Long(kind) is EventKind.AttemptFailed or EventKind.TurnTaken or EventKind.ToolTurnTaken or EventKind.Linked or EventKind.ProviderReported or EventKind.LogprobsReported;

    /// <summary>Reads them up to the first event of something else.</summary>
    /// <param name="generation">The generation's row.</param>
    /// <param name="seq">Its event.</param>
    /// <param name="payloads">Reads long texts.</param>
    public SideEvents Read(long generation, long seq, StorePayloads payloads)
    {
        var sides = new SideEvents();
        try
        {
            select.Bind(1, seq);
            while (select.Step() && IsOfGeneration(select, 0) && select.Long(1) == generation)
                Add(sides, select.IsNull(9) ? select.NullableText(8) : payloads.Text(select, 9, 10, 11, 12));
        }
        finally
        {
            select.Reset();
        }

        return sides;
    }

    /// <summary>Gives an output what was recorded besides it.</summary>
    public Output Complete(Output output, long generation, long seq, StorePayloads payloads)
    {
        var sides = Read(generation, seq, payloads);
        return output with
        {
            Conversation = ValueList.From(sides.Turns.Select(TurnText.ToConversation)),
            RequestId = sides.RequestId,
            ModelVersion = sides.ModelVersion,
            CachedInputTokens = sides.CachedInputTokens,
            TimeToFirstToken = sides.TimeToFirstToken,
            Logprobs = sides.Logprobs,
        };
    }

    private void Add(SideEvents sides, string? text)
    {
        switch ((EventKind)select.Long(0))
        {
            case EventKind.AttemptFailed:
                sides.FailedAttempts.Add(new AttemptRecord((int)select.Long(2), new ErrorCode(select.Text(4)), text, select.Duration(5)));
                break;
            case EventKind.TurnTaken or EventKind.ToolTurnTaken:
                sides.Turns.Add(Turn(text ?? ""));
                break;
            case EventKind.ProviderReported:
                sides.TimeToFirstToken = select.IsNull(5) ? null : select.Duration(5);
                sides.CachedInputTokens = (int?)select.NullableLong(6);
                sides.ModelVersion = select.NullableText(7);
                sides.RequestId = text;
                break;
            case EventKind.LogprobsReported:
                sides.Logprobs = Logprobs(text ?? "");
                break;
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
            throw StoreErrors.Damaged(database.File, $"log probabilities cannot be read ({exception.Message})");
        }
    }

    private TurnRecord Turn(string text)
    {
        try
        {
            return TurnText.Read((EventKind)select.Long(0), (int)select.Long(2), (MessageRole)select.Long(3), text);
        }
        catch (JsonException exception)
        {
            throw StoreErrors.Damaged(database.File, $"a turn of a conversation cannot be read ({exception.Message})");
        }
    }
}
