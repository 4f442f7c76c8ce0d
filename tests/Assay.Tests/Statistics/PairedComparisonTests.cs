using Assay.Errors;
using Assay.Statistics;

namespace Assay.Tests.Statistics;

public sealed class PairedComparisonTests
{
    private static readonly PairedComparisonOptions Fitting = new() { Test = PairedTest.Fitting };

    [Fact]
    public void A_constant_improvement_is_significant_once_there_are_enough_items()
    {
        var result = PairedComparison.Compare([.. Enumerable.Repeat(0.2, 8)], [.. Enumerable.Repeat(0.5, 8)]);
        Assert.Equal("exact_constant_difference", result.Method);
        Vectors.Close(2.0 / 256, result.PValue, "p");
        Assert.Equal(0, result.Interval!.Value.Width);
    }

    [Fact]
    public void One_pair_can_show_nothing()
    {
        var result = PairedComparison.Compare([0.0], [1.0], Fitting);
        Assert.Equal((1, 1.0, 1.0), (result.Count, result.PValue, result.Delta));
    }

    [Fact]
    public void The_fitting_test_is_mcnemar_for_binary_scores_and_sign_flips_for_others()
    {
        Assert.Equal("bootstrap_BCa_mcnemar_exact", PairedComparison.Compare([0, 1, 0], [1, 1, 1], Fitting).Method);
        Assert.Equal("bootstrap_BCa_sign_flip_exact", PairedComparison.Compare([0, 0.5, 0], [1, 1, 1], Fitting).Method);
    }

    [Fact]
    public void Few_differing_items_do_not_reject_by_the_fitting_test_though_the_normal_approximation_does()
    {
        double[] baseline = [0, 0, 0, 0, 0.5, 0.5];
        double[] treatment = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5];
        Assert.True(PairedComparison.Compare(baseline, treatment).PValue < 0.05);
        Assert.Equal(0.125, PairedComparison.Compare(baseline, treatment, Fitting).PValue);
        Assert.Equal(0.125, PairedComparison.Compare(baseline, treatment, new PairedComparisonOptions { Test = PairedTest.WilcoxonExact }).PValue);
    }

    [Fact]
    public void Exact_signed_rank_comparison_turns_normal_above_200_items_and_hardly_changes()
    {
        var random = new StableRandom(2);
        var treatment = Enumerable.Range(0, 201).Select(_ => random.NextDouble() - 0.45).ToArray();
        var options = new PairedComparisonOptions { Test = PairedTest.WilcoxonExact };
        var normal = PairedComparison.Compare(new double[201], treatment, options);
        Assert.Equal("bootstrap_BCa_wilcoxon_normal", normal.Method);
        Assert.Equal(WilcoxonSignedRank.Test(treatment, WilcoxonMethod.Exact).PValue, normal.PValue, 0.002);
        Assert.Equal("bootstrap_BCa_wilcoxon_exact", PairedComparison.Compare(new double[200], treatment.AsSpan(0, 200), options).Method);
    }

    [Fact]
    public void Clusters_flip_as_one()
    {
        double[] baseline = [0, 0, 0, 0, 0, 0, 0, 0];
        double[] treatment = [1, 1, 1, 1, 1, 1, 1, 1];
        string[] clusters = ["a", "a", "a", "a", "b", "b", "c", "c"];
        var result = PairedComparison.Compare<string>(baseline, treatment, clusters, Fitting);
        Assert.Equal((3, 0.25, "clustered_t_interval_sign_flip_exact"), (result.Clusters, result.PValue, result.Method));
    }

    [Fact]
    public void A_clustered_t_test_without_clusters_is_an_error()
    {
        var options = new PairedComparisonOptions { Test = PairedTest.ClusteredT };
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => PairedComparison.Compare([0, 1], [1, 1], options)).Code);
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => PairedComparison.Compare<int>([0, 1], [1, 1], [1, 1], options)).Code);
        Assert.Equal("clustered_t_interval_t", PairedComparison.Compare<int>([0, 1], [1, 1], [1, 2], options).Method);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Scores_that_are_not_finite_are_errors(double score)
    {
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => PairedComparison.Compare([0, score], [1, 1])).Code);
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => PairedComparison.Compare([0, 1], [1, score])).Code);
    }

    [Fact]
    public void Options_out_of_range_are_errors()
    {
        Assert.Equal(ErrorCode.OptionInvalid, Assert.Throws<AssayException>(() => PairedComparison.Compare([0, 0], [0, 0], new() { Level = 95 })).Code);
        Assert.Equal(ErrorCode.OptionInvalid, Assert.Throws<AssayException>(() => PairedComparison.Compare([0, 1], [1, 1], new() { Resamples = 1 })).Code);
    }

    [Fact]
    public void Noise_alone_is_called_significant_in_at_most_a_twentieth_of_runs()
    {
        var random = new StableRandom(11);
        var items = new int[20];
        var alarms = 0;
        for (var run = 0; run < 1_000; run++)
        {
            var baseline = items.Select(_ => random.NextInt(4) / 3.0).ToArray();
            var treatment = items.Select(_ => random.NextInt(4) / 3.0).ToArray();
            alarms += SignFlip.Test(PairedDifferences.Of(baseline, treatment)).PValue <= 0.05 ? 1 : 0;
        }

        // The upper end of the 99.9 % interval around 50 of 1,000.
        Assert.InRange(alarms, 20, 73);
    }
}
