using Assay.Specs;

namespace Assay.Storage.Care;

/// <summary>What came into a store from another one. What both had stays as it was and is not counted.</summary>
/// <param name="RunIds">The rows of the runs that record it: one for each of the other store's that brought something, in their order.</param>
/// <param name="Plans">How many slices the other store has.</param>
/// <param name="Generations">How many generations came.</param>
/// <param name="Scores">How many scores came.</param>
/// <param name="AlreadyThere">How many generations both had.</param>
public sealed record JoinReport(ValueList<long> RunIds, int Plans, long Generations, long Scores, long AlreadyThere);
