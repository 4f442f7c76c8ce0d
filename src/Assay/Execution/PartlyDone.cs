using Assay.Contracts;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>A candidate whose generation is stored.</summary>
/// <param name="GenerationId">The generation's row.</param>
/// <param name="Columns">Which of its columns are finished, see <see cref="StageColumns"/>.</param>
internal readonly record struct PartlyDone(long GenerationId, bool[] Columns)
{
    /// <summary>Whether every column is finished.</summary>
    public bool IsFinished => Array.TrueForAll(Columns, static one => one);

    /// <summary>What a candidate of a plan has.</summary>
    public static PartlyDone Of(StoredCandidate stored) => Of(stored.Generation.Id, stored.Scores);

    /// <summary>What another plan has made of a generation for an item, so that none of it is made or counted twice.</summary>
    /// <param name="store">Where results are kept.</param>
    /// <param name="generation">The generation's row.</param>
    /// <param name="item">The item.</param>
    /// <param name="columns">The scores and parses that are asked for.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public static async ValueTask<PartlyDone> FindAsync(IRunStore store, long generation, Item item, IReadOnlyList<Overlay> columns, CancellationToken cancellationToken) =>
        Of(generation, await store.FindScoresAsync(generation, item, columns, cancellationToken));

    private static PartlyDone Of(long generation, ReadOnlySpan<StoredScore> scores)
    {
        var done = new bool[scores.Length];
        for (var i = 0; i < done.Length; i++)
            done[i] = scores[i].IsFinished;
        return new PartlyDone(generation, done);
    }
}
