using Assay.Contracts;
using Assay.Identity;

namespace Assay.Results;

/// <summary>The pairs of one comparison, gathered block by block.</summary>
/// <param name="clusters">Which items depend on each other; null where all are independent.</param>
internal sealed class PairSeries(ItemClusters? clusters)
{
    private readonly List<double> baseline = [];
    private readonly List<double> treatment = [];
    private readonly List<int> clusterOf = [];

    public double[] Baseline => [.. baseline];

    public double[] Treatment => [.. treatment];

    /// <summary>The pairs' clusters; null where each pair is a cluster of its own.</summary>
    public int[]? Clusters => clusters is null || new HashSet<int>(clusterOf).Count == clusterOf.Count ? null : [.. clusterOf];

    public int BaselineOnly { get; private set; }

    public int TreatmentOnly { get; private set; }

    public int Neither { get; private set; }

    public (int Higher, int Lower) Moved { get; private set; }

    /// <summary>Adds the items of two blocks, paired by id and content.</summary>
    public void Add(ScoreBlock before, ScoreBlock after)
    {
        var old = before.Values;
        var current = after.Values;
        if (ReferenceEquals(before.Task.Slice, after.Task.Slice))
        {
            for (var item = 0; item < old.Length; item++)
                Add(old[item], current[item], before.Task, item);
            return;
        }

        var places = new Dictionary<(string, Hash128), int>(current.Length);
        for (var item = 0; item < current.Length; item++)
            places.TryAdd(Key(after.Task.Slice.Items[item]), item);
        for (var item = 0; item < old.Length; item++)
        {
            var found = places.TryGetValue(Key(before.Task.Slice.Items[item]), out var place);
            if (found || !double.IsNaN(old[item]))
                Add(old[item], found ? current[place] : double.NaN, before.Task, item);
            if (found)
                places.Remove(Key(before.Task.Slice.Items[item]));
        }

        foreach (var place in places.Values)
            TreatmentOnly += double.IsNaN(current[place]) ? 0 : 1;
    }

    /// <summary>Counts the items of a block that has no counterpart.</summary>
    public void AddUnpaired(ScoreBlock block, bool isBaseline)
    {
        var scored = 0;
        foreach (var value in block.Values)
            scored += double.IsNaN(value) ? 0 : 1;
        if (isBaseline)
            BaselineOnly += scored;
        else
            TreatmentOnly += scored;
    }

    private void Add(double before, double after, TaskScope task, int item)
    {
        switch (double.IsNaN(before), double.IsNaN(after))
        {
            case (true, true):
                Neither++;
                return;
            case (true, false):
                TreatmentOnly++;
                return;
            case (false, true):
                BaselineOnly++;
                return;
        }

        baseline.Add(before);
        treatment.Add(after);
        if (clusters is not null)
            clusterOf.Add(clusters.Of(task, item));
        Moved = (Moved.Higher + (after > before ? 1 : 0), Moved.Lower + (after < before ? 1 : 0));
    }

    private static (string, Hash128) Key(Item item) => (item.Id, item.Digest);
}
