namespace Assay.Storage.Manifests;

/// <summary>What a process last said of a run.</summary>
/// <param name="Owner">Who says so.</param>
/// <param name="Stage">The stage.</param>
/// <param name="InFlight">How many pieces of work it has under way.</param>
/// <param name="At">When it said so.</param>
public sealed record ActivityRecord(string Owner, WorkStage Stage, int InFlight, DateTimeOffset At);
