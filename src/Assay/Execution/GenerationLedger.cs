using System.Collections.Concurrent;
using Assay.Identity;

namespace Assay.Execution;

/// <summary>
/// The generations that this process has claimed and not yet committed. A claim comes before the look-up in the store and
/// ends after the commit, so that a generation is always either in one place or the other and never made twice.
/// </summary>
internal sealed class GenerationLedger
{
    private readonly ConcurrentDictionary<Hash128, GenerationSlot> slots = new();

    /// <summary>What of their outputs is being scored.</summary>
    public ScoreLedger Scores { get; } = new();

    /// <summary>Claims a generation.</summary>
    /// <param name="key">Its identity.</param>
    /// <param name="slot">The new slot, or the one of whoever claimed it before.</param>
    /// <returns>Whether the claim is ours.</returns>
    public bool TryClaim(Hash128 key, out GenerationSlot slot)
    {
        var mine = new GenerationSlot();
        slot = slots.GetOrAdd(key, mine);
        return ReferenceEquals(slot, mine);
    }

    /// <summary>Ends a claim.</summary>
    public void Release(Hash128 key) => slots.TryRemove(key, out _);
}
