using Assay.Errors;
using Assay.Statistics;

namespace Assay.Tests.Statistics;

public sealed class IntervalTests
{
    [Fact]
    public void Bootstrap_is_the_same_for_one_seed_and_near_the_same_for_others()
    {
        double[] values = [0.1, -0.2, 0.4, 0.05, 0.3, 0.12, -0.03, 0.22];
        var result = BcaBootstrap.OfMean(values, seed: 1);
        Assert.Equal(result, BcaBootstrap.OfMean(values, seed: 1));
        Assert.NotEqual(result.Interval, BcaBootstrap.OfMean(values, seed: 2).Interval);
        Assert.True(result.Interval.Contains(result.Mean));
        // The bootstrap's standard error is that of the mean with divisor n.
        var summary = Summary.Of(values);
        Vectors.Close(summary.StandardError!.Value * Math.Sqrt(7.0 / 8), result.StandardError, "error", 0.03);
    }

    [Fact]
    public void Bootstrap_moves_and_stretches_with_its_values()
    {
        double[] values = [0.1, -0.2, 0.4, 0.05, 0.3];
        var plain = BcaBootstrap.OfMean(values).Interval;
        var huge = BcaBootstrap.OfMean([.. values.Select(static value => value * 1e307)]).Interval;
        Vectors.Close(plain.Lower * 1e307, huge.Lower, "lower", 1e-6);
        Vectors.Close(plain.Upper * 1e307, huge.Upper, "upper", 1e-6);
    }

    [Fact]
    public void Bootstrap_of_one_value_or_equal_values_is_a_point()
    {
        Assert.Equal(new ConfidenceInterval(0.3, 0.3, 0.9), BcaBootstrap.OfMean([0.3], 0.9).Interval);
        Assert.Equal(new BootstrapResult(0, new ConfidenceInterval(0, 0, 0.95), 0, 0, 42), BcaBootstrap.OfMean([0, 0, 0]));
    }

    [Fact]
    public void Bootstrap_of_extreme_skew_at_a_high_level_stays_within_the_values()
    {
        var interval = BcaBootstrap.OfMean([0, 0, 0, 0, 0, 0, 0, 1], 0.9999).Interval;
        Assert.InRange(interval.Lower, 0, interval.Upper);
        Assert.InRange(interval.Upper, interval.Lower, 1);
    }

    [Fact]
    public void Bootstrap_refuses_bad_input()
    {
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => BcaBootstrap.OfMean([])).Code);
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => BcaBootstrap.OfMean([double.NaN])).Code);
        Assert.Equal(ErrorCode.OptionInvalid, Assert.Throws<AssayException>(() => BcaBootstrap.OfMean([1, 2], 1.5)).Code);
    }

    [Fact]
    public void Proportion_intervals_mirror_and_reach_their_ends()
    {
        foreach (var interval in (Func<long, long, double, ConfidenceInterval>[])[ProportionInterval.Wilson, ProportionInterval.ClopperPearson])
        {
            var low = interval(3, 17, 0.9);
            var high = interval(14, 17, 0.9);
            Vectors.Close(low.Lower, 1 - high.Upper, "mirror");
            Assert.Equal(0, interval(0, 1, 0.95).Lower);
            Assert.Equal(1, interval(1, 1, 0.95).Upper);
        }

        // One success in one trial: the exact lower bound is α/2.
        Vectors.Close(0.025, ProportionInterval.ClopperPearson(1, 1).Lower, "lower");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void Proportions_that_cannot_be_are_errors(long successes, long trials)
    {
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => ProportionInterval.Wilson(successes, trials)).Code);
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => ProportionInterval.ClopperPearson(successes, trials)).Code);
    }

    [Fact]
    public void Adjusting_refuses_what_is_no_probability()
    {
        foreach (var p in (double[])[-0.1, 1.1, double.NaN])
            foreach (var correction in Enum.GetValues<PValueCorrection>())
                Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => MultipleComparisons.Adjust([0.5, p], correction)).Code);
    }
}
