using Assay.Identity;

namespace Assay.Planning.Diffs;

/// <summary>A part of a plan's identities that is compared as a whole first, and one by one only where it differs.</summary>
/// <param name="Fingerprint">A digest of all of its identities in order.</param>
/// <param name="Hashes">The identities, computed anew each time.</param>
internal sealed record HashPart(Hash128 Fingerprint, IEnumerable<Hash128> Hashes)
{
    /// <summary>Compares two runs. The memory is that of the parts that differ.</summary>
    /// <param name="baseline">One run's parts.</param>
    /// <param name="treatment">The other run's parts.</param>
    /// <param name="cancellationToken">Stops the comparison.</param>
    public static HashChanges Compare(IReadOnlyList<HashPart> baseline, IReadOnlyList<HashPart> treatment, CancellationToken cancellationToken)
    {
        var equal = baseline.Select(static part => part.Fingerprint).ToHashSet();
        equal.IntersectWith(treatment.Select(static part => part.Fingerprint));
        var added = Different(treatment, equal, cancellationToken);
        var removed = Different(baseline, equal, cancellationToken);
        added.RemoveWhere(removed.Remove);
        foreach (var part in baseline.DistinctBy(static part => part.Fingerprint).Where(part => equal.Contains(part.Fingerprint)))
        {
            if (added.Count == 0 && removed.Count == 0)
                break;
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var hash in part.Hashes)
            {
                added.Remove(hash);
                removed.Remove(hash);
            }
        }

        return new HashChanges([.. added.Order()], [.. removed.Order()]);
    }

    private static HashSet<Hash128> Different(IReadOnlyList<HashPart> parts, HashSet<Hash128> equal, CancellationToken cancellationToken)
    {
        var hashes = new HashSet<Hash128>();
        foreach (var part in parts.Where(part => !equal.Contains(part.Fingerprint)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            hashes.UnionWith(part.Hashes);
        }

        return hashes;
    }
}
