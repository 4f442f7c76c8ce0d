using System.Text;
using Assay.Identity;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.Postgres;

/// <summary>What is written in one transaction, gathered as rows of the staging tables.</summary>
internal sealed class PgBatch(PostgresStoreOptions options, long now)
{
    private readonly HashSet<Hash128> completed = [];

    public List<PgEventRow> Events { get; } = [];

    public Dictionary<(long Plan, long Ordinal), PgPlaceRow> Places { get; } = [];

    public Dictionary<Hash128, PackedPayload> Payloads { get; } = [];

    /// <summary>The items without a row, by their keys; entries of equal items share one.</summary>
    public Dictionary<Hash128, List<ItemEntry>> Items { get; } = [];

    /// <summary>The generations, whose rows are known once they are written.</summary>
    public Dictionary<Hash128, List<GenerationEntry>> Generations { get; } = [];

    public bool IsEmpty => Generations.Count == 0 && Events.Count == 0 && Places.Count == 0 && Items.Count == 0;

    public bool HasKind(Func<EventKind, bool> kind) => Events.Exists(one => kind(one.Kind));

    /// <summary>Adds items that need rows.</summary>
    public void Add(IReadOnlyList<ItemEntry> items)
    {
        foreach (var item in items)
            RowOf(item);
    }

    public void Add(StoreEntry entry, long number)
    {
        switch (entry)
        {
            case GenerationEntry generation:
                Add(generation, number);
                break;
            case ScoreEntry score:
                Add(score, number);
                break;
            case PlanItemEntry place:
                var (gen, genKey) = RowOf(place.Generation);
                var (item, itemKey) = RowOf(place.Item);
                Places[(place.PlanId, place.Ordinal)] = new PgPlaceRow(gen, genKey, item, itemKey);
                break;
            default:
                throw new InvalidOperationException($"The store cannot write a {entry.GetType()}.");
        }
    }

    /// <summary>Where a text goes: into its row, or among the payloads.</summary>
    public (string? Text, Hash128? Payload) Place(string? text) =>
        text is null || PgText.IsInline(text) ? (text is null ? null : PgText.Clean(text), null) : (null, Keep(Encoding.UTF8.GetBytes(text)));

    private Hash128 Keep(byte[] bytes)
    {
        var packed = PgPayloads.Pack(bytes, options.Compression);
        Payloads.TryAdd(packed.Hash, packed);
        return packed.Hash;
    }

    private void Add(GenerationEntry entry, long number)
    {
        if (!Generations.TryGetValue(entry.Key, out var same))
            Generations.Add(entry.Key, same = []);
        same.Add(entry);
        if (completed.Contains(entry.Key))
            return;
        var failed = entry.Failure is not null;
        var output = failed ? null : entry.Output ?? throw new InvalidOperationException("A generation has neither an output nor a failure.");
        if (!failed)
            completed.Add(entry.Key);
        var (text, payload) = Place(failed ? entry.FailureMessage : output!.Text);
        Events.Add(new PgEventRow(EventKind.Generated, entry.Started.ToUnixTimeMilliseconds(), entry.RunId)
        {
            Entry = number,
            GenKey = entry.Key,
            State = (long)(failed ? GenerationStatus.Failed : GenerationStatus.Completed),
            Code = entry.Failure?.Value,
            Duration = Microseconds(entry.Duration),
            Text = text,
            Payload = payload,
            Model = entry.ModelId,
            Seed = entry.Seed,
            Attempts = entry.Attempts,
            TokensIn = output?.InputTokens,
            TokensOut = output?.OutputTokens,
            Finish = output?.FinishReason,
            Key = entry.Key,
            Params = entry.ParamsId == 0 ? null : entry.ParamsId,
        });
        AddSides(entry, output, number);
    }

    private void AddSides(GenerationEntry entry, Output? output, long number)
    {
        foreach (var attempt in entry.FailedAttempts)
            Side(EventKind.AttemptFailed, attempt.Message, row => row with { Code = attempt.Code.Value, Duration = Microseconds(attempt.Duration), Attempts = attempt.Number });
        var turns = entry.Turns.Count > 0 ? entry.Turns : output is null ? [] : [.. output.Conversation.Select(TurnText.From)];
        foreach (var turn in turns)
        {
            var isPlain = TurnText.IsPlain(turn);
            Side(isPlain ? EventKind.TurnTaken : EventKind.ToolTurnTaken, isPlain ? turn.Text : TurnText.Write(turn), row => row with { State = (long)turn.Role, Attempts = turn.Index });
        }

        if (output is not (null or { RequestId: null, ModelVersion: null, CachedInputTokens: null, TimeToFirstToken: null }))
        {
            Side(EventKind.ProviderReported, output.RequestId, row => row with
            {
                Duration = output.TimeToFirstToken is { } first ? Microseconds(first) : null,
                TokensIn = output.CachedInputTokens,
                Finish = output.ModelVersion,
            });
        }

        if (output is { Logprobs: { Count: > 0 } logprobs })
            Side(EventKind.LogprobsReported, LogprobJson.Write(logprobs), static row => row);
        foreach (var link in entry.Links)
            Side(EventKind.Linked, link.Url.OriginalString, row => row with { Finish = link.Kind });

        void Side(EventKind kind, string? words, Func<PgEventRow, PgEventRow> fill)
        {
            var (text, payload) = Place(words);
            Events.Add(fill(new PgEventRow(kind, now, entry.RunId) { Entry = number, GenKey = entry.Key, Text = text, Payload = payload }));
        }
    }

    private void Add(ScoreEntry entry, long number)
    {
        var (gen, genKey) = RowOf(entry.Generation);
        var (item, itemKey) = RowOf(entry.Item);
        foreach (var record in entry.Transforms)
        {
            Append(EventKind.Parsed, record.Text, row => row with { Parse = record.ParseId, State = record.Success ? 1 : 0, Duration = Microseconds(record.Duration), Code = record.Failure?.Value });
            foreach (var attempt in record.Attempts)
                Append(EventKind.ExtractorTried, attempt.Text, row => row with { Parse = record.ParseId, State = attempt.Success ? 1 : 0, Duration = Microseconds(attempt.Duration), Finish = attempt.ExtractorId });
        }

        foreach (var record in entry.Evaluations)
        {
            Append(EventKind.Scored, record.Explanation, row => row with { Parse = record.ParseId, Metric = record.MetricId, Value = record.Value, Code = record.Failure?.Value, Duration = Microseconds(record.Duration) });
            foreach (var call in record.JudgeCalls)
                Append(EventKind.JudgeCalled, call.Json, row => row with { Parse = record.ParseId, Metric = record.MetricId });
        }

        void Append(EventKind kind, string? words, Func<PgEventRow, PgEventRow> fill)
        {
            var (text, payload) = Place(words);
            Events.Add(fill(new PgEventRow(kind, now, entry.RunId) { Entry = number, Gen = gen, GenKey = genKey, Item = item, ItemKey = itemKey, Text = text, Payload = payload }));
        }
    }

    private (long? Row, Hash128? Key) RowOf(GenerationRef generation) => generation switch
    {
        { RowId: > 0 and var row } => (row, null),
        { Entry: { } entry } when Generations.ContainsKey(entry.Key) => (null, entry.Key),
        _ => throw new InvalidOperationException("An entry refers to a generation that was not appended before it."),
    };

    /// <summary>An item's row, or the key by which the server finds it once it is there.</summary>
    public (long? Row, Hash128? Key) RowOf(ItemEntry entry)
    {
        if (entry.RowId > 0)
            return (entry.RowId, null);
        var key = StoreTables.KeyOf(entry.Item);
        if (!Items.TryGetValue(key, out var same))
            Items.Add(key, same = []);
        if (!same.Contains(entry))
            same.Add(entry);
        return (null, key);
    }

    /// <summary>The content of an item, where it is kept.</summary>
    public (string? Text, Hash128? Payload) ContentOf(IReadOnlyList<ItemEntry> same)
    {
        var kept = options.StoreItemPayloads ? same.FirstOrDefault(static entry => entry.StorePayload) : null;
        if (kept is null)
            return (null, null);
        return kept.Item.Json.Length <= PgText.LargestInline
            ? (Encoding.UTF8.GetString(kept.Item.Json.Span), null)
            : (null, Keep(kept.Item.Json.ToArray()));
    }

    private static long Microseconds(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMicrosecond;
}

/// <summary>What stands at a place of a plan.</summary>
internal sealed record PgPlaceRow(long? Gen, Hash128? GenKey, long? Item, Hash128? ItemKey);
