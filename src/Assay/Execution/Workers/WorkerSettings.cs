namespace Assay.Execution.Workers;

/// <summary>What a worker was started with.</summary>
/// <param name="Name">What it is called in leases.</param>
/// <param name="Options">What it was given.</param>
/// <param name="LeaseSize">How many generations it leases at once.</param>
/// <param name="LeaseTtl">How long its leases live without a sign of life.</param>
/// <param name="Poll">How often it looks for work.</param>
/// <param name="Time">The clock.</param>
internal sealed record WorkerSettings(string Name, WorkerOptions Options, int LeaseSize, TimeSpan LeaseTtl, TimeSpan Poll, TimeProvider Time);
