using System.Diagnostics;
using System.Text.Json;
using Assay.Benchmarks.Measures;

namespace Assay.Benchmarks.Runs;

/// <summary>Takes one measure of one size in this process.</summary>
internal static class MeasureCommand
{
    private const int WarmUpTrials = 1_000;
    private const int RepeatedUpTo = 10_000;
    private const int Repeats = 5;

    public static async Task<int> RunAsync(string name, int trials, int items, string folder, CancellationToken cancellationToken)
    {
        var measure = Measure.All.Single(one => one.Name == name);
        await WarmUpAsync(measure, trials, cancellationToken);

        var workload = new Workload(trials, items, folder);
        var samples = new List<Sample>();
        var prepared = await measure.PrepareAsync(workload, cancellationToken);
        try
        {
            for (var i = 0; i < (trials <= RepeatedUpTo ? Repeats : 1); i++)
                samples.Add(await SampleAsync(prepared, cancellationToken));
            using var process = Process.GetCurrentProcess();
            var peak = process.PeakWorkingSet64;
            var cpu = Environment.CpuUsage.TotalTime;
            var limit = await prepared.LimitAsync(cancellationToken);
            cpu = Environment.CpuUsage.TotalTime - cpu;
            var middle = samples.OrderBy(static sample => sample.Seconds).ElementAt(samples.Count / 2);
            var report = new MeasureReport(name, prepared.Trials, middle.Seconds, (double)middle.Allocated / prepared.Trials, peak, measure.Limit, limit.TotalSeconds)
            {
                CpuSeconds = middle.CpuSeconds,
                LimitCpuSeconds = cpu.TotalSeconds,
                Collections = middle.Collections,
            };
            Console.WriteLine(JsonSerializer.Serialize(report, RunsCommand.Json));
        }
        finally
        {
            await prepared.DisposeAsync();
        }

        return 0;
    }

    /// <summary>Lets the runtime compile what is measured.</summary>
    private static async Task WarmUpAsync(Measure measure, int trials, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("assay-benchmarks-").FullName;
        try
        {
            var workload = new Workload(Math.Min(trials, WarmUpTrials), int.MaxValue, folder);
            workload.WriteItems();
            await using var prepared = await measure.PrepareAsync(workload, cancellationToken);
            for (var i = 0; i < Repeats; i++)
            {
                await prepared.RunAsync(cancellationToken);
                await prepared.LimitAsync(cancellationToken);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Sample> SampleAsync(PreparedMeasure prepared, CancellationToken cancellationToken)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var collections = GC.CollectionCount(0);
        var cpu = Environment.CpuUsage.TotalTime;
        var elapsed = await prepared.RunAsync(cancellationToken);
        return new Sample(
            elapsed.TotalSeconds,
            (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            GC.GetTotalAllocatedBytes(precise: true) - allocated,
            GC.CollectionCount(0) - collections);
    }

    private readonly record struct Sample(double Seconds, double CpuSeconds, long Allocated, int Collections);
}
