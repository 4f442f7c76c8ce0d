using System.Collections.Concurrent;
using Assay.Identity;

namespace Assay.Execution;

/// <summary>
/// The outputs and items that this process has under the hands of metrics, or whose scores are not committed yet. A claim comes before
/// the look-up in the store and ends after the commit, so that no metric scores the same twice, whichever plans ask for it.
/// </summary>
internal sealed class ScoreLedger
{
    private readonly ConcurrentDictionary<(Hash128 Generation, Hash128 Item), ScoreClaim> claims = new();

    /// <summary>Claims a generation's scores for an item.</summary>
    /// <param name="generation">The generation's identity.</param>
    /// <param name="item">The item's digest.</param>
    /// <param name="claim">The new claim, or that of whoever came before.</param>
    /// <returns>Whether the claim is ours.</returns>
    public bool TryClaim(Hash128 generation, Hash128 item, out ScoreClaim claim)
    {
        var mine = new ScoreClaim((generation, item));
        claim = claims.GetOrAdd(mine.Key, mine);
        return ReferenceEquals(claim, mine);
    }

    /// <summary>Ends a claim of ours: its scores are committed, or were given up.</summary>
    public void Release(ScoreClaim claim)
    {
        claims.TryRemove(new(claim.Key, claim));
        claim.End();
    }
}
