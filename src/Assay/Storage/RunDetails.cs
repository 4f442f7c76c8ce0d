namespace Assay.Storage;

/// <summary>A run as it is stored.</summary>
/// <param name="Id">Its row.</param>
/// <param name="State">How it stands.</param>
/// <param name="Began">When it began.</param>
/// <param name="Ended">When it ended; null while it goes on, or when its process died.</param>
/// <param name="ProvenanceJson">Where and with what it ran, as JSON.</param>
/// <param name="PlanIds">The rows of the plans that it covers, in order.</param>
public sealed record RunDetails(long Id, RunState State, DateTimeOffset Began, DateTimeOffset? Ended, string ProvenanceJson, IReadOnlyList<long> PlanIds);
