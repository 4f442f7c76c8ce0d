using System.Globalization;

namespace Assay.Execution;

/// <summary>Shows progress as plain lines, for logs and build servers: one per slice and interval, and one at the end of each slice.</summary>
/// <param name="output">Receives the lines; used from any thread, one line at a time.</param>
/// <param name="interval">The least time between two lines of one slice; 10 s when null.</param>
/// <param name="time">The clock; the system's when null.</param>
public sealed class LogProgress(TextWriter output, TimeSpan? interval = null, TimeProvider? time = null) : IProgress<RunProgress>
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Benchmark, string Slice), long> last = [];
    private readonly TimeProvider clock = time ?? TimeProvider.System;
    private readonly TimeSpan least = interval ?? TimeSpan.FromSeconds(10);

    /// <summary>Writes a line when it is time for one.</summary>
    public void Report(RunProgress value)
    {
        lock (gate)
        {
            var key = (value.Benchmark, value.Slice);
            var now = clock.GetTimestamp();
            var isLast = value.Done >= value.Total;
            if (!isLast && value.Waiting is null && last.TryGetValue(key, out var before) && clock.GetElapsedTime(before, now) < least)
                return;
            last[key] = now;
            output.WriteLine(Line(value));
        }
    }

    /// <summary>A report as one line: <c>triage / billing: 1,200 of 5,276, 1,000 reused, 3 failed, 812/s</c>.</summary>
    public static string Line(RunProgress progress)
    {
        var name = $"{progress.Benchmark} / {progress.Slice}";
        var away = progress.InBatch == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {progress.InBatch:N0} in batches");
        if (progress.Waiting is not null)
            return $"{name}{away}: {progress.Waiting}";
        var now = progress.Done - progress.Reused;
        var speed = progress.Elapsed > TimeSpan.Zero && now > 0 ? string.Create(CultureInfo.InvariantCulture, $", {now / progress.Elapsed.TotalSeconds:N0}/s") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{name}: {progress.Done:N0} of {progress.Total:N0}, {progress.Reused:N0} reused, {progress.Failed:N0} failed{away}{speed}");
    }
}
