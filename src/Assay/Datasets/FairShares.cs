namespace Assay.Datasets;

/// <summary>Shares out a number of items over strata.</summary>
internal static class FairShares
{
    /// <summary>
    /// How many items each stratum gives: equal shares, except that a stratum smaller than its share gives all it has and
    /// the rest is shared out again, until the count is reached or nothing is left. Where a remainder stays, every
    /// stratum gets one before any gets two, and the later strata get one more than the earlier.
    /// </summary>
    /// <param name="sizes">How many items each stratum has.</param>
    /// <param name="count">How many are wanted in all.</param>
    public static int[] Of(IReadOnlyList<int> sizes, int count)
    {
        var shares = new int[sizes.Count];
        var open = Enumerable.Range(0, sizes.Count).ToList();
        while (open.Count > 0)
        {
            var level = count / open.Count;
            if (open.RemoveAll(stratum => sizes[stratum] <= level && TakeAll(stratum)) == 0)
                break;
        }

        for (var i = 0; i < open.Count && count > 0; i++)
        {
            var share = Math.Max(1, count / (open.Count - i));
            shares[open[i]] = share;
            count -= share;
        }

        return shares;

        bool TakeAll(int stratum)
        {
            shares[stratum] = sizes[stratum];
            count -= sizes[stratum];
            return true;
        }
    }
}
