using System.Text.Json;
using Assay.Results;
using Assay.Tests.Statistics;

namespace Assay.Tests.Results;

/// <summary>Holds comparisons against recorded ones.</summary>
internal static class ComparisonVectors
{
    public static void AssertRows(JsonElement test, string groupName, IReadOnlyList<ComparisonRow> rows)
    {
        var expected = test.GetProperty("expected").GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(expected.Count, rows.Count);
        foreach (var (row, recorded) in rows.Zip(expected))
        {
            var because = $"{test.Name()}: {row.Keys[0]} {row.Baseline} {row.Treatment}";
            Assert.Equal(recorded.GetProperty(groupName).GetString(), row.Keys[0]);
            Assert.Equal(recorded.GetProperty("baseline_model_id").GetString(), row.Baseline);
            Assert.Equal(recorded.GetProperty("treatment_model_id").GetString(), row.Treatment);
            Assert.Equal(recorded.GetProperty("pair_count").GetInt32(), row.Pairs);
            Assert.Equal(recorded.GetProperty("method").GetString(), row.Method);
            Vectors.Within(recorded.GetProperty("baseline_mean").GetDouble(), row.BaselineMean!.Value, 1e-12, because);
            Vectors.Within(recorded.GetProperty("treatment_mean").GetDouble(), row.TreatmentMean!.Value, 1e-12, because);
            Vectors.Within(recorded.GetProperty("delta_mean").GetDouble(), row.Delta!.Value, 1e-12, because);
            Vectors.Close(recorded.GetProperty("p_value").GetDouble(), row.PValue!.Value, because);
            Assert.True(Vectors.IsNear([recorded.GetProperty("ci_lower").GetDouble(), recorded.GetProperty("ci_upper").GetDouble()], row.Interval!.Value), because);
        }
    }
}
