using Assay.Errors;
using Assay.Statistics;

namespace Assay.Tests.Statistics;

public sealed class SummaryTests
{
    [Fact]
    public void Figures_are_those_worked_by_hand()
    {
        var summary = Summary.Of([2, 4, 4, 4, 5, 5, 7, 9]);
        Assert.Equal(8, summary.Count);
        Assert.Equal(5, summary.Mean);
        Vectors.Close(Math.Sqrt(32.0 / 7), summary.StandardDeviation!.Value, "deviation");
        Vectors.Close(Math.Sqrt(32.0 / 7 / 8), summary.StandardError!.Value, "error");
        // t with 7 degrees of freedom at 0.975 is 2.364624.
        Vectors.Within(5 - (2.364624 * Math.Sqrt(32.0 / 56)), summary.Interval!.Value.Lower, 1e-5, "interval");
        Assert.Equal((2, 9), (summary.Minimum, summary.Maximum));
    }

    [Fact]
    public void One_value_has_a_mean_and_no_spread()
    {
        Assert.Equal(new Summary(1, 0.3, null, null, null, 0.3, 0.3), Summary.Of([0.3]));
    }

    [Fact]
    public void Equal_values_have_their_value_as_mean_and_no_variance()
    {
        var summary = Summary.Of([.. Enumerable.Repeat(0.1, 1_000)]);
        Assert.Equal(0.1, summary.Mean);
        Assert.Equal(0.0, summary.StandardDeviation);
        Assert.Equal(new ConfidenceInterval(0.1, 0.1, 0.95), summary.Interval);
    }

    [Fact]
    public void A_large_offset_does_not_drown_the_variance()
    {
        Assert.Equal(Math.Sqrt(30), Summary.Of([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).StandardDeviation!.Value, 1e-9);
    }

    [Fact]
    public void Terms_that_cancel_leave_the_small_one()
    {
        Assert.Equal(0.5, Summary.Of([1e16, 1, -1e16, 1]).Mean);
    }

    [Fact]
    public void Huge_values_do_not_overflow()
    {
        var summary = Summary.Of([1e308, -1e308, 1e308, -1e308]);
        Assert.Equal(0, summary.Mean);
        Vectors.Close(1e308 * Math.Sqrt(4.0 / 3), summary.StandardDeviation!.Value, "deviation");
        Assert.Equal(1.5e308, Summary.Of([1.5e308, 1.5e308]).Mean);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1e200)]
    public void Merging_gives_what_one_pass_gives(double factor)
    {
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6];
        var first = new SummaryAccumulator();
        var second = new SummaryAccumulator();
        foreach (var value in values[..3])
            first.Add(value);
        foreach (var value in values[3..])
            second.Add(value * factor);
        first.Merge(second);
        first.Merge(new SummaryAccumulator());
        var whole = Summary.Of([.. values[..3], .. values[3..].Select(value => value * factor)]);
        var merged = first.ToSummary();
        Assert.Equal(whole.Count, merged.Count);
        Vectors.Close(whole.Mean, merged.Mean, "mean");
        Vectors.Close(whole.StandardDeviation!.Value, merged.StandardDeviation!.Value, "deviation");
        Assert.Equal((whole.Minimum, whole.Maximum), (merged.Minimum, merged.Maximum));
    }

    [Theory]
    [InlineData(new double[0], "comparison_invalid")]
    [InlineData(new[] { 1, double.NaN }, "comparison_invalid")]
    [InlineData(new[] { double.PositiveInfinity }, "comparison_invalid")]
    public void No_values_and_values_that_are_not_finite_are_errors(double[] values, string code)
    {
        Assert.Equal(code, Assert.Throws<AssayException>(() => Summary.Of(values)).Code.Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_level_outside_0_to_1_is_an_error(double level)
    {
        Assert.Equal(ErrorCode.OptionInvalid, Assert.Throws<AssayException>(() => Summary.Of([1, 2], level)).Code);
    }
}
