using System.Text.Json.Nodes;

namespace Assay.Cli.Reports;

/// <summary>
/// How often answers are right that are so sure, in ten bins of equal width, and the expected calibration error (Naeini, Cooper and Hauskrecht 2015) as
/// <c>expected_calibration_error</c> has it: an unreadable answer is wrong with confidence 0.
/// </summary>
internal sealed class ReliabilityTable
{
    private const int Bins = 10;

    private readonly SortedDictionary<string, (long Count, long Right, double Confidence)[]> bins = new(StringComparer.Ordinal);

    /// <summary>Adds an answer.</summary>
    /// <param name="model">Whose it is.</param>
    /// <param name="confidence">How sure it is, from 0 to 1; null where nothing could be read.</param>
    /// <param name="isRight">Whether it is right.</param>
    public void Add(string model, double? confidence, bool isRight)
    {
        if (!bins.TryGetValue(model, out var own))
            bins.Add(model, own = new (long, long, double)[Bins]);
        var sure = confidence ?? 0;
        ref var bin = ref own[Math.Clamp((int)Math.Ceiling(sure * Bins) - 1, 0, Bins - 1)];
        bin = (bin.Count + 1, bin.Right + (isRight && confidence is not null ? 1 : 0), bin.Confidence + sure);
    }

    /// <summary>The bins of each model that hold answers, with the error.</summary>
    public JsonObject ToJson(string benchmark, string slice, string score, string answer) => new()
    {
        ["benchmark"] = benchmark,
        ["slice"] = slice,
        ["score"] = score,
        ["answer"] = answer,
        ["models"] = new JsonArray([.. bins.Select(static model => (JsonNode)new JsonObject
        {
            ["model"] = model.Key,
            ["error"] = model.Value.Sum(static bin => Math.Abs(bin.Right - bin.Confidence)) / model.Value.Sum(static bin => bin.Count),
            ["answers"] = model.Value.Sum(static bin => bin.Count),
            ["bins"] = new JsonArray([.. model.Value.Where(static bin => bin.Count > 0).Select(static bin => (JsonNode)new JsonArray(bin.Count, bin.Confidence / bin.Count, (double)bin.Right / bin.Count))]),
        })]),
    };
}
