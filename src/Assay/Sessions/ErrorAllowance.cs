using Assay.Errors;
using Assay.Results;
using Assay.Specs;

namespace Assay.Sessions;

/// <summary>Which errors of a slice its gates let pass.</summary>
internal sealed class ErrorAllowance
{
    private readonly HashSet<(string Score, string Model, string Prompt, string Params)> covered = [];

    /// <summary>Counts the errors of each score where gates allow any.</summary>
    public ErrorAllowance(SliceResult result)
    {
        if (!result.Benchmark.Gates.Any(static gate => gate.ErrorRate > 0))
            return;
        foreach (var group in result.Scores.GroupBy(KeyOf))
        {
            var samples = group.SelectMany(static row => row.Samples).ToList();
            var errors = samples.Count(static sample => sample.Failure is { } failure && failure != ErrorCode.ParseFailed);
            if (RateFor(result.Benchmark, group.Key.Score) is > 0 and var allowed && errors <= allowed * samples.Count)
                covered.Add(group.Key);
        }
    }

    /// <summary>Whether the gates of a score allow errors at all, and no more samples of the model, asked in that way, have failed than they allow.</summary>
    public bool Covers(ItemScore score) => covered.Contains(KeyOf(score));

    private static (string Score, string Model, string Prompt, string Params) KeyOf(ItemScore score) => (score.Score, score.Model, score.Prompt, score.Params);

    /// <summary>The share of errors that is allowed of a score by every gate on it; 0 where it has none.</summary>
    private static double RateFor(BenchmarkSpec benchmark, string name)
    {
        var guarded = benchmark.Scores
            .SelectMany(static score => score.Metrics.Select(metric => (Name: score.NameOf(metric), Guards: (string[])[score.PathOf(metric), score.Id])))
            .Where(metric => metric.Name == name)
            .SelectMany(static metric => metric.Guards)
            .Append(name)
            .ToHashSet(StringComparer.Ordinal);
        return benchmark.Gates.Where(gate => guarded.Contains(gate.Score)).Select(static gate => gate.ErrorRate).DefaultIfEmpty().Min();
    }
}
