using System.Globalization;

namespace Assay.MSBuild;

/// <summary>The host's records in words, the same in every culture.</summary>
internal static class Sentences
{
    public static string Plan(HostLine line)
    {
        var counts = PlanCounts(line.Number("trials"), line.Number("done"), line.Number("missing"), line.Number("paidMissing"));
        var scores = line.Number("toScore") is > 0 and var toScore ? $", {Count(toScore)} to score" : "";
        var recorded = line.Number("recorded") is > 0 and var known ? $", {Count(known)} recorded" : "";
        var cost = line.Text("cost") is { Length: > 0 } words ? $". {words}" : "";
        return $"Assay: {Slice(line)}: {counts}{recorded}{scores}{cost}";
    }

    public static string PlanCounts(long trials, long done, long missing, long paidMissing) =>
        $"{Count(trials)} trials, {Count(done)} done, {Count(missing)} to run, {Count(paidMissing)} of them paid";

    public static string Outcome(HostLine line) => $"{Slice(line)}: {line.Text("verdict")}: {line.Text("message")}";

    public static string Summary(HostLine line)
    {
        var seconds = (line.Real("elapsedMs") / 1000).ToString("0.0", CultureInfo.InvariantCulture);
        return $"{Count(line.Number("trials"))} trials, {Count(line.Number("generated"))} generated, {Count(line.Number("reused"))} reused, {Count(line.Number("failed"))} failed, {seconds} s";
    }

    public static string Pruned(HostLine line) => $"{Count(line.Number("answers"))} recorded answers that nothing asks for any more were taken out";

    public static string Progress(HostLine line)
    {
        var details = new List<string>();
        if (line.Number("reused") is > 0 and var reused)
            details.Add($"{Count(reused)} reused");
        if (line.Number("failed") is > 0 and var failed)
            details.Add($"{Count(failed)} failed");
        var rate = line.Real("perSecond");
        if (rate > 0)
            details.Add(rate >= 10 ? $"{Count((long)rate)}/s" : $"{rate.ToString("0.0", CultureInfo.InvariantCulture)}/s");
        if (rate > 0 && line.Number("total") - line.Number("done") is > 0 and var left)
            details.Add($"{Duration(left / rate)} left");
        if (line.Number("inBatch") is > 0 and var away)
            details.Insert(0, $"{Count(away)} in batches");
        if (line.Text("waiting") is { Length: > 0 } waiting)
            details.Insert(0, waiting);
        return $"{Slice(line)} {Count(line.Number("done"))} of {Count(line.Number("total"))}" + (details.Count > 0 ? $", {string.Join(", ", details)}" : "");
    }

    private static string Slice(HostLine line) =>
        line.Text("slice").Length > 0 ? $"{line.Text("benchmark")} / {line.Text("slice")}" : line.Text("benchmark");

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Duration(double seconds) => seconds switch
    {
        < 90 => $"{Math.Ceiling(seconds).ToString("0", CultureInfo.InvariantCulture)} s",
        < 5400 => $"{Math.Round(seconds / 60).ToString("0", CultureInfo.InvariantCulture)} min",
        _ => $"{(seconds / 3600).ToString("0.0", CultureInfo.InvariantCulture)} h",
    };
}
