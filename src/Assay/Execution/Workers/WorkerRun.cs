using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Execution.Workers;

/// <summary>What a worker did of one run.</summary>
/// <param name="RunId">The run's identity.</param>
/// <param name="Name">The benchmark's or experiment's id.</param>
/// <param name="Generated">How many generations it made, failed ones among them.</param>
/// <param name="Scored">How many candidates it parsed or scored.</param>
/// <param name="Failed">How many of its candidates have no output because their generation failed.</param>
public sealed record WorkerRun(Hash128 RunId, string Name, long Generated, long Scored, long Failed)
{
    /// <summary>What its owner should know and fails nothing, such as <see cref="ErrorCode.ToolsDrifted"/>; empty for nothing.</summary>
    public ValueList<Problem> Warnings { get; init; } = [];

    /// <summary>Why it left the run before its end, such as <see cref="ErrorCode.CircuitBreaker"/>, or did not take it up, such as <see cref="ErrorCode.PluginUnknown"/>; null for neither.</summary>
    public AssayException? Stopped { get; init; }
}
