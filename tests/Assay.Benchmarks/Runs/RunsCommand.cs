using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Assay.Benchmarks.Measures;

namespace Assay.Benchmarks.Runs;

/// <summary>Takes the measures of each size, each in a process of its own, and prints them.</summary>
internal static class RunsCommand
{
    private static readonly JsonSerializerOptions Indented = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var options = RunsOptions.Parse(args);
        var sizes = new List<SizeReport>();
        foreach (var size in options.Sizes)
        {
            var report = await MeasureAsync(size, options, cancellationToken);
            Console.Write(RunTable.Of(report, sizes.LastOrDefault()));
            sizes.Add(report);
        }

        if (options.JsonFile is { } file)
        {
            var run = new RunReport(Machine(), sizes);
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(run, Indented) + "\n", cancellationToken);
        }

        if (options.PlotFile is { } plot)
            await File.WriteAllTextAsync(plot, MemoryPlot.Of(sizes), cancellationToken);
        return 0;
    }

    private static async Task<SizeReport> MeasureAsync(int size, RunsOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("assay-benchmarks-").FullName;
        try
        {
            var workload = new Workload(size, options.Items, folder);
            workload.WriteItems();
            var measures = new List<MeasureReport>();
            foreach (var measure in Measure.All.Where(measure => options.Only.Count == 0 || options.Only.Contains(measure.Name)))
            {
                if (measure.Missing is { } reason)
                    await Console.Error.WriteLineAsync($"Left out: {measure.Name}. {reason}");
                else
                    measures.Add(await MeasureAsync(measure.Name, size, options.Items, folder, cancellationToken));
            }

            var store = new FileInfo(Path.Combine(workload.StoreFolder, "assay.db"));
            return new SizeReport(
                workload.Trials,
                workload.Items,
                store.Exists ? (double)store.Length / workload.Trials : 0,
                store.Exists ? (double)PayloadSize.Of(workload.StoreFolder) / workload.Trials : 0,
                measures);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<MeasureReport> MeasureAsync(string name, int size, int items, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        foreach (var argument in (string[])["measure", name, size.ToString(CultureInfo.InvariantCulture), items.ToString(CultureInfo.InvariantCulture), folder])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<MeasureReport>(output, Json)!
            : throw new InvalidOperationException($"The measure '{name}' of {size} trials ended with exit code {process.ExitCode}.");
    }

    private static MachineReport Machine() => new(
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        typeof(Orchestrator).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "");
}
