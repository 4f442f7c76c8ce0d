namespace Assay.EndToEnd.Harness;

/// <summary>What a run of the host did, as it reports it.</summary>
internal sealed record RunNumbers(long Trials, long Generated, long Reused, long Failed);
