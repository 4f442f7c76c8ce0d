using Assay.Errors;
using Assay.Statistics;

namespace Assay.Tests.Statistics;

public sealed class SampleReductionTests
{
    [Theory]
    [InlineData("mean")]
    [InlineData("max")]
    [InlineData("majority")]
    [InlineData("pass@1")]
    [InlineData("pass@16")]
    public void A_reduction_is_found_by_its_name(string name)
    {
        Assert.True(SampleReduction.TryParse(name, out var reduction));
        Assert.Equal(name, reduction.Name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Mean")]
    [InlineData("pass@")]
    [InlineData("pass@0")]
    [InlineData("pass@-1")]
    [InlineData("pass@ 1")]
    [InlineData("pass@99999999999")]
    public void Other_names_are_none(string? name) => Assert.False(SampleReduction.TryParse(name, out _));

    [Fact]
    public void Samples_reduce_to_one_score()
    {
        double[] scores = [0, 1, 1, 0, 1];
        Assert.Equal(0.6, SampleReduction.Mean.Reduce(scores));
        Assert.Equal(1, SampleReduction.Max.Reduce(scores));
        Assert.Equal(1, SampleReduction.MajorityScore.Reduce(scores));
        // 1 − C(2,2)/C(5,2).
        Vectors.Close(0.9, SampleReduction.PassAt(2).Reduce(scores), "pass@2");
        Vectors.Close(0.4, SampleReduction.PassAt(1, threshold: 0.8).Reduce([0.8, 0.79, 1, 0, 0]), "threshold");
        Assert.Equal(["mean", "max", "majority", "pass@2"], [SampleReduction.Mean.Name, SampleReduction.Max.Name, SampleReduction.MajorityScore.Name, SampleReduction.PassAt(2).Name]);
    }

    [Fact]
    public void A_tied_majority_does_not_count_as_success()
    {
        Assert.Equal(0, SampleReduction.MajorityScore.Reduce([1, 0]));
        Assert.Equal(0.5, SampleReduction.MajorityScore.Reduce([1, 0.5, 0, 0.5]));
    }

    [Fact]
    public void Majority_vote_finds_the_first_sample_of_the_most_frequent_answer()
    {
        Assert.Equal(1, MajorityVote.IndexOfWinner<string>(["x", "y", "y", "x", "y"]));
        Assert.Equal(0, MajorityVote.IndexOfWinner<string>(["x", "y"]));
    }

    [Fact]
    public void Bad_samples_are_errors()
    {
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => SampleReduction.Mean.Reduce([])).Code);
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => SampleReduction.Max.Reduce([1, double.NaN])).Code);
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => SampleReduction.PassAt(3).Reduce([1, 1])).Code);
        Assert.Equal(ErrorCode.OptionInvalid, Assert.Throws<AssayException>(() => SampleReduction.PassAt(0)).Code);
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => MajorityVote.IndexOfWinner<string>([])).Code);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 6, 1)]
    [InlineData(5, -1, 1)]
    [InlineData(5, 1, 6)]
    [InlineData(5, 1, 0)]
    public void Pass_at_k_refuses_counts_that_cannot_be(int samples, int correct, int k)
    {
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => PassAtK.Estimate(samples, correct, k)).Code);
    }

    [Fact]
    public void Variance_splits_between_and_within_items()
    {
        // Means 1 and 5 over two samples: MSB = 2·8 = 16, MSW = 2, so between = (16 − 2)/2.
        var components = VarianceComponents.Of([[0, 2], [4, 6]]);
        Vectors.Close(7, components.Between, "between");
        Vectors.Close(2, components.Within, "within");
        Vectors.Close(3, components.ItemDeviation(1), "one sample");
        Vectors.Close(Math.Sqrt(8), components.ItemDeviation(2), "two samples");
        Assert.Equal(0, VarianceComponents.Of([[0, 2], [0, 2]]).Between);
    }

    [Fact]
    public void Variance_needs_items_and_repeated_samples()
    {
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => VarianceComponents.Of([[0, 2]])).Code);
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => VarianceComponents.Of([[0], [2]])).Code);
    }
}
