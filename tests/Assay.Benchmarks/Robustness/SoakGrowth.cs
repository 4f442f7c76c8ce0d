namespace Assay.Benchmarks.Robustness;

/// <summary>Tells growth from noise: the middle of the last third of the samples against that of the first third after a warm-up.</summary>
internal static class SoakGrowth
{
    private const long Megabyte = 1 << 20;

    /// <summary>What grew, in words; empty when nothing did.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<SoakSample> samples)
    {
        // The first fifth is warm-up: code is compiled, pools and caches fill.
        var settled = samples.Skip(samples.Count / 5).ToArray();
        var third = settled.Length / 3;
        if (third == 0)
            return ["There were too few rounds to tell; let it run longer."];
        var found = new List<string>();
        Check("working set", static sample => sample.WorkingSet, 1.25, 48 * Megabyte);
        Check("live objects", static sample => sample.Managed, 1.25, 8 * Megabyte);
        Check("handles", static sample => sample.Handles, 1, 8);
        Check("threads", static sample => sample.Threads, 1, 16);
        return found;

        void Check(string what, Func<SoakSample, long> read, double factor, long margin)
        {
            var (first, last) = (Middle(settled[..third], read), Middle(settled[^third..], read));
            if (last > (first * factor) + margin)
                found.Add(FormattableString.Invariant($"The {what} grew from {first} to {last}."));
        }
    }

    private static long Middle(SoakSample[] samples, Func<SoakSample, long> read) => samples.Select(read).Order().ElementAt(samples.Length / 2);
}
