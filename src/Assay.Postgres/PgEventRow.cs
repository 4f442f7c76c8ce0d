using Assay.Identity;
using Assay.Storage;

namespace Assay.Postgres;

/// <summary>An event before it has its number: words, items, generations and payloads are named by themselves, and the server finds their rows.</summary>
internal sealed record PgEventRow(EventKind Kind, long At, long Run)
{
    /// <summary>The batch's entry that it is of.</summary>
    public long Entry { get; init; }

    public long? Gen { get; init; }

    public Hash128? GenKey { get; init; }

    public long? Item { get; init; }

    public Hash128? ItemKey { get; init; }

    public long? Parse { get; init; }

    public long? Metric { get; init; }

    public long? State { get; init; }

    public double? Value { get; init; }

    public string? Code { get; init; }

    public long? Duration { get; init; }

    public string? Text { get; init; }

    public Hash128? Payload { get; init; }

    public long? Model { get; init; }

    public long? Seed { get; init; }

    public long? Attempts { get; init; }

    public long? TokensIn { get; init; }

    public long? TokensOut { get; init; }

    public string? Finish { get; init; }

    public Hash128? Key { get; init; }

    public long? Params { get; init; }
}
