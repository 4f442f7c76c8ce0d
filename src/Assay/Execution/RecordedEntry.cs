using Assay.Errors;
using Assay.Recordings;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>Turns recorded answers into generations of a store, and back.</summary>
internal static class RecordedEntry
{
    /// <summary>The generation that a recorded answer ended.</summary>
    public static GenerationEntry Of(RecordedAnswer answer, GenerationRows rows, DateTimeOffset now, Action<StoreEntry> committed) => new()
    {
        RunId = rows.Run,
        Key = answer.Key,
        ModelId = rows.Model,
        ParamsId = rows.Params,
        Seed = answer.Seed,
        Output = answer.Output,
        Started = now,
        Duration = answer.Duration,
        Attempts = answer.Attempt,
        Links = answer.Batch is { } batch ? [new LinkRecord(LinkRecord.Batch, batch)] : [],
        FailedAttempts = [.. answer.Faults.Select(static fault => new AttemptRecord(fault.Attempt, new ErrorCode(fault.Code), fault.Message, fault.Duration))],
        Committed = committed,
    };

    /// <summary>The answer that ended a stored generation.</summary>
    /// <param name="output">Its output.</param>
    /// <param name="details">The rest of it.</param>
    public static RecordedAnswer Of(Output output, GenerationDetails details) => new(details.Key, output, details.Attempts)
    {
        Seed = details.Seed,
        Duration = details.Duration,
        Batch = details.Links.FirstOrDefault(static link => link.Kind == LinkRecord.Batch)?.Url,
        Faults = [.. details.FailedAttempts.Select(static attempt => new RecordedFault(attempt.Number, attempt.Code.Value, attempt.Message, attempt.Duration))],
    };
}
