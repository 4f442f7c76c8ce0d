using Assay.Storage;

namespace Assay.Cli.Reading;

/// <summary>What a run found, read from the store alone.</summary>
/// <param name="Run">The run.</param>
/// <param name="Scores">The scores that were wanted or made, in the order of the spec.</param>
/// <param name="Candidates">All planned candidates, slice by slice in the order of the plan, those of which nothing is stored among them.</param>
internal sealed record RunView(StoredRun Run, IReadOnlyList<ScoreInfo> Scores, IReadOnlyList<CandidateRow> Candidates)
{
    /// <summary>Where the scores lie whose explanations were left in the store, by slice and name; empty where none were left.</summary>
    public IReadOnlyDictionary<(string Slice, string Name), Overlay> Unread { get; init; } = new Dictionary<(string, string), Overlay>();
}
