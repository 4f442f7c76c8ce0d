using System.Diagnostics;

namespace Assay.Benchmarks.Robustness;

/// <summary>What the process holds after a round.</summary>
/// <param name="Seconds">When, since the soak began.</param>
/// <param name="Trials">Trials carried out so far.</param>
/// <param name="Failed">Generations that failed so far.</param>
/// <param name="WorkingSet">Bytes of the working set.</param>
/// <param name="Managed">Bytes of live objects.</param>
/// <param name="Handles">Open handles.</param>
/// <param name="Threads">Threads.</param>
internal sealed record SoakSample(double Seconds, long Trials, long Failed, long WorkingSet, long Managed, int Handles, int Threads)
{
    public static SoakSample Take(TimeSpan elapsed, long trials, long failed)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return new SoakSample(elapsed.TotalSeconds, trials, failed, process.WorkingSet64, GC.GetTotalMemory(forceFullCollection: false), HandlesOf(process), process.Threads.Count);
    }

    private static int HandlesOf(Process process) =>
        Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : process.HandleCount;
}
