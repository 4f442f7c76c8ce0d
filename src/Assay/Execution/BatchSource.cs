namespace Assay.Execution;

/// <summary>Deals out ordinals in batches to several takers.</summary>
internal sealed class BatchSource(IEnumerable<long> ordinals, int size)
{
    private readonly Lock gate = new();
    private readonly IEnumerator<long> source = ordinals.GetEnumerator();

    public bool TryTake(out List<long> batch)
    {
        batch = new List<long>(size);
        lock (gate)
        {
            while (batch.Count < size && source.MoveNext())
                batch.Add(source.Current);
        }

        return batch.Count > 0;
    }
}
