using System.Globalization;
using System.Text;

namespace Assay.Benchmarks.Runs;

/// <summary>Shows one size as a Markdown table.</summary>
internal static class RunTable
{
    /// <param name="size">What is shown.</param>
    /// <param name="smaller">The size before it, against which growth is told; null for none.</param>
    public static string Of(SizeReport size, SizeReport? smaller)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\n## {size.Trials:#,0} trials over {size.Items:#,0} items\n");
        if (size.StoreBytesPerTrial > 0)
            text.Append(CultureInfo.InvariantCulture, $"The store has {size.StoreBytesPerTrial:0} bytes a trial, {size.StoreBytesPerTrial - size.PayloadBytesPerTrial:0} of them beyond outputs and items.\n");
        text.Append("\n| measure | seconds | trials/s | CPU µs/trial | allocated B/trial | peak MB | limit | its CPU µs/trial | ratio to it | time a trial, against the size before |\n");
        text.Append("|---|---:|---:|---:|---:|---:|---|---:|---:|---:|\n");
        foreach (var measure in size.Measures)
        {
            var before = smaller?.Measures.FirstOrDefault(one => one.Name == measure.Name);
            text.Append(CultureInfo.InvariantCulture, $"| {measure.Name} | {measure.Seconds:0.000} | {measure.TrialsPerSecond:#,0} | {measure.CpuSeconds * 1e6 / measure.Trials:0.0} | {measure.AllocatedPerTrial:#,0} | {measure.PeakBytes / 1e6:0} | {measure.Limit} | {measure.LimitCpuSeconds * 1e6 / measure.Trials:0.0} | {measure.Ratio:0.00} | {(before is null ? "" : Growth(measure, before))} |\n");
        }

        return text.ToString();
    }

    private static string Growth(MeasureReport measure, MeasureReport before) =>
        string.Create(CultureInfo.InvariantCulture, $"× {before.TrialsPerSecond / measure.TrialsPerSecond:0.00}");
}
