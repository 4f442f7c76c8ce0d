using Assay.Identity;

namespace Assay.Planning.Diffs;

/// <summary>The identities of one kind of work that one of two runs has and the other lacks. Each is named once, however often it occurs.</summary>
/// <param name="added">Those that the treatment alone has, in ascending order.</param>
/// <param name="removed">Those that the baseline alone has, in ascending order.</param>
public sealed class HashChanges(IReadOnlyList<Hash128> added, IReadOnlyList<Hash128> removed)
{
    /// <summary>Those that the treatment alone has, in ascending order.</summary>
    public IReadOnlyList<Hash128> Added { get; } = added;

    /// <summary>Those that the baseline alone has, in ascending order.</summary>
    public IReadOnlyList<Hash128> Removed { get; } = removed;

    /// <summary>Whether both runs have the same.</summary>
    public bool IsEmpty => Added.Count == 0 && Removed.Count == 0;
}
