using Assay.Errors;
using Assay.Storage;
using Assay.Telemetry;

namespace Assay.Execution;

/// <summary>The attempts at one generation, over all of its turns.</summary>
internal sealed class Attempts
{
    private List<AttemptRecord>? failed;

    /// <summary>How many there were.</summary>
    public int Count { get; set; }

    /// <summary>What telemetry knows of the generation; null while nobody listens.</summary>
    public GenerationTrace? Trace { get; set; }

    /// <summary>Those that failed and were followed by another, in order.</summary>
    public IReadOnlyList<AttemptRecord> FailedOnes => failed ?? (IReadOnlyList<AttemptRecord>)[];

    /// <summary>Takes note of one that failed.</summary>
    public void Failed(ErrorCode code, string message, TimeSpan duration) => (failed ??= []).Add(new AttemptRecord(Count, code, message, duration));
}
