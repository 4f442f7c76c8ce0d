using Assay.Errors;
using Assay.Statistics;

namespace Assay.Tests.Statistics;

public sealed class ClusterTests
{
    [Fact]
    public void Clusters_of_one_give_nearly_the_plain_error()
    {
        double[] values = [0.2, 0.5, 0.9, 0.4];
        var summary = ClusteredMean.Of<int>(values, [1, 2, 3, 4]);
        Vectors.Close(summary.IndependentStandardError!.Value * Math.Sqrt(3.0 / 4), summary.StandardError!.Value, "CR0");
        // CR1 with clusters of one is the plain t interval.
        Vectors.Close(Summary.Of(values).Interval!.Value.Lower, summary.Interval!.Value.Lower, "interval");
        Vectors.Close(0.75, summary.DesignEffect!.Value, "design effect");
    }

    [Fact]
    public void Repeating_every_value_within_its_cluster_adds_no_certainty()
    {
        var once = ClusteredMean.Of<int>([0.2, 0.5, 0.9], [1, 2, 3]);
        var twice = ClusteredMean.Of<int>([0.2, 0.5, 0.9, 0.2, 0.5, 0.9], [1, 2, 3, 1, 2, 3]);
        Vectors.Close(once.StandardError!.Value, twice.StandardError!.Value, "error");
        Vectors.Close(once.Interval!.Value.Upper, twice.Interval!.Value.Upper, "interval");
    }

    [Fact]
    public void One_cluster_has_a_mean_and_no_error()
    {
        var summary = ClusteredMean.Of<string>([0.2, 0.4], ["a", "a"]);
        Assert.Equal((2, 1), (summary.Count, summary.Clusters));
        Assert.Null(summary.StandardError);
        Assert.Null(summary.Interval);
        Assert.Null(summary.DesignEffect);
        Assert.Equal(1, ClusteredPairedTest.SignFlipped<string>([0.2, 0.4], ["a", "a"]).PValue);
    }

    [Fact]
    public void Clustered_t_is_the_one_sample_t_when_clusters_are_items()
    {
        // Mean 2, s = 1, n = 3: t = 2√3 with 2 degrees of freedom, p = 1 − t/√(2 + t²).
        var t = 2 * Math.Sqrt(3);
        Vectors.Close(1 - (t / Math.Sqrt(2 + (t * t))), ClusteredPairedTest.StudentT<int>([1, 2, 3], [1, 2, 3]).PValue, "p");
    }

    [Fact]
    public void Clustered_t_handles_no_difference_and_no_spread()
    {
        Assert.Equal(1, ClusteredPairedTest.StudentT<int>([0, 0, 0], [1, 2, 3]).PValue);
        Assert.Equal(0, ClusteredPairedTest.StudentT<int>([1, 1, 1], [1, 2, 3]).PValue);
    }

    [Fact]
    public void Differences_that_cancel_within_a_cluster_leave_nothing()
    {
        var result = ClusteredPairedTest.SignFlipped<string>([0.1, 0.2, -0.3, 1, 1], ["a", "a", "a", "b", "c"]);
        Assert.Equal((0.5, true), (result.PValue, result.Exact));
    }

    [Fact]
    public void Unequal_lengths_and_no_values_are_errors()
    {
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => ClusteredMean.Of<int>([1, 2], [1])).Code);
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => ClusteredMean.Of<int>([], [])).Code);
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => ClusteredMean.Of<int>([double.NaN], [1])).Code);
    }
}
