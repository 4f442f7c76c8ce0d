namespace Assay.Execution;

/// <summary>One task of a run under way: what all who move its candidates share.</summary>
/// <param name="Task">The task.</param>
/// <param name="Counters">Counts what is done.</param>
/// <param name="Trials">Bounds the candidates of one trial that are under way at once.</param>
/// <param name="Items">The entries of its items.</param>
internal sealed record TaskState(PreparedTask Task, RunCounters Counters, TrialGate Trials, ItemEntries Items);
