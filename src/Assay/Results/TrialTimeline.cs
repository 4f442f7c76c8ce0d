namespace Assay.Results;

/// <summary>What happened to a trial's candidates, over all runs that they were part of.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Candidates">One per sample, in order.</param>
public sealed record TrialTimeline(TrialResult Trial, IReadOnlyList<CandidateTimeline> Candidates);
