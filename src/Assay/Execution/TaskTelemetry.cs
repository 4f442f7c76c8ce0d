using Assay.Planning;
using Assay.Telemetry;

namespace Assay.Execution;

/// <summary>Tells of one task's candidates, by their names.</summary>
/// <param name="publisher">Told of what happens.</param>
/// <param name="slice">The task's plan.</param>
/// <param name="runId">The run's id.</param>
internal sealed class TaskTelemetry(TelemetryPublisher publisher, PlannedSlice slice, string runId)
{
    /// <summary>Told of what happens; only with a scope.</summary>
    public TelemetryPublisher Publisher => publisher;

    /// <summary>What a candidate is called; null while nobody listens, so that nothing need be told.</summary>
    public TelemetryScope? ScopeOf(Cell cell) => !publisher.IsObserved ? null : new TelemetryScope
    {
        Run = runId,
        Benchmark = slice.Experiment.Id,
        Slice = slice.Task.Id,
        Model = slice.Models[cell.Model].Spec.Id,
        Prompt = slice.Prompts[cell.Prompt].Spec?.Id,
        Item = slice.Items[cell.Item].Id,
        Sample = cell.Sample,
    };
}
