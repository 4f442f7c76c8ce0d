using Assay.Specs;

namespace Assay.Execution.Workers;

/// <summary>What a worker did.</summary>
/// <param name="Name">What it was called in leases.</param>
/// <param name="Runs">The runs that it came to, in the order in which it did.</param>
public sealed record WorkerReport(string Name, ValueList<WorkerRun> Runs);
