namespace Assay.Exchange;

/// <summary>A candidate's place in a run.</summary>
/// <param name="Task">Which task, from 0.</param>
/// <param name="Ordinal">Its place in the task's plan, from 0.</param>
internal readonly record struct Place(int Task, long Ordinal);
