using System.Text.Json.Nodes;
using Assay.Cli.Figures;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Cli.Reports;

/// <summary>What the generations of one model of one benchmark took: time, tokens, and money where the project names prices.</summary>
/// <param name="benchmark">The benchmark's id.</param>
/// <param name="model">The model's id.</param>
/// <param name="price">What its tokens cost; null where nobody said.</param>
internal sealed class ModelUsage(string benchmark, string model, PriceSpec? price)
{
    private readonly HashSet<long> seen = [];
    private readonly List<double> seconds = [];
    private readonly List<double> firstTokens = [];
    private (long Sum, bool Any) read;
    private (long Sum, bool Any) written;
    private double cost;
    private int attempts;

    /// <summary>Adds a generation that completed, once.</summary>
    public void Add(GenerationDetails details)
    {
        if (details.Status != GenerationStatus.Completed || !seen.Add(details.Id))
            return;
        seconds.Add(details.Duration.TotalSeconds);
        if (details.TimeToFirstToken is { } first)
            firstTokens.Add(first.TotalSeconds);
        attempts += details.Attempts;
        read = (read.Sum + (details.InputTokens ?? 0), read.Any || details.InputTokens is not null);
        written = (written.Sum + (details.OutputTokens ?? 0), written.Any || details.OutputTokens is not null);
        if (price is null)
            return;
        cost += price.CostOf(details.InputTokens ?? 0, details.CachedInputTokens ?? 0, details.OutputTokens ?? 0, details.IsBatched);
    }

    /// <summary>As a row: times in seconds, tokens, and the cost in the currency of the prices.</summary>
    public JsonObject ToJson()
    {
        seconds.Sort();
        firstTokens.Sort();
        return new JsonObject
        {
            ["benchmark"] = benchmark,
            ["model"] = model,
            ["generations"] = seconds.Count,
            ["attempts"] = attempts,
            ["p50"] = At(seconds, 0.5),
            ["p90"] = At(seconds, 0.9),
            ["p99"] = At(seconds, 0.99),
            ["longest"] = At(seconds, 1),
            ["first_token_p50"] = At(firstTokens, 0.5),
            ["input_tokens"] = read.Any ? read.Sum : null,
            ["output_tokens"] = written.Any ? written.Sum : null,
            ["cost"] = price is not null && (read.Any || written.Any) ? cost : null,
        };
    }

    private static double? At(List<double> sorted, double share) => sorted.Count == 0 ? null : Quantile.OfSorted([.. sorted], share);
}
