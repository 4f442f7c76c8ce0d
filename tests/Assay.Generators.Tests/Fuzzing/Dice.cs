namespace Assay.Generators.Tests.Fuzzing;

/// <summary>Seeded choices.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>A number from 0 to one less than the limit.</summary>
    public int Below(int limit) => random.Next(limit);

    public T Of<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    /// <summary>One of those; null where there is none.</summary>
    public T? OfAny<T>(IEnumerable<T> items)
        where T : class
    {
        var list = items.ToList();
        return list.Count == 0 ? null : Of(list);
    }
}
