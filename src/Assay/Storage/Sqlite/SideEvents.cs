using Assay.Specs;

namespace Assay.Storage.Sqlite;

/// <summary>What is stored right after the event of a generation.</summary>
internal sealed class SideEvents
{
    public List<AttemptRecord> FailedAttempts { get; } = [];

    public List<TurnRecord> Turns { get; } = [];

    public string? RequestId { get; set; }

    public string? ModelVersion { get; set; }

    public int? CachedInputTokens { get; set; }

    public TimeSpan? TimeToFirstToken { get; set; }

    public ValueList<TokenLogprob> Logprobs { get; set; } = [];
}
