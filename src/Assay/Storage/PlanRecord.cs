using Assay.Identity;

namespace Assay.Storage;

/// <summary>A planned slice: its identity, size and spec.</summary>
/// <param name="Key">The digest of everything that decides the plan's candidates and their order.</param>
/// <param name="Benchmark">The benchmark's id.</param>
/// <param name="Slice">The slice's id.</param>
/// <param name="Candidates">How many candidates it has.</param>
/// <param name="SpecJson">The experiment of this one task as JSON, enough to show results without the user's assembly.</param>
public sealed record PlanRecord(Hash128 Key, string Benchmark, string Slice, long Candidates, string SpecJson);
