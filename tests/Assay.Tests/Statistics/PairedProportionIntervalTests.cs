using Assay.Errors;
using Assay.Statistics;

namespace Assay.Tests.Statistics;

public sealed class PairedProportionIntervalTests
{
    /// <summary>Where nothing differs, the score test has a closed form: z² / (n + z²).</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public void Nothing_that_differs_still_leaves_doubt(int items)
    {
        var interval = PairedProportionInterval.Tango(0, 0, items);
        const double Z2 = 1.959963984540054 * 1.959963984540054;

        Assert.Equal(Z2 / (items + Z2), interval.Upper, 1e-12);
        Assert.Equal(-interval.Upper, interval.Lower, 1e-12);
    }

    /// <summary>Each bound is the difference at which the score statistic, with the likeliest share under that difference found by search, is the normal quantile.</summary>
    [Theory]
    [InlineData(1, 0, 44)]
    [InlineData(9, 4, 200)]
    [InlineData(3, 12, 30)]
    public void Bounds_are_where_the_score_test_just_rejects(int gained, int lost, int items)
    {
        var interval = PairedProportionInterval.Tango(gained, lost, items);

        Assert.Equal(-1.959963984540054, Score(interval.Upper), 1e-4);
        Assert.Equal(1.959963984540054, Score(interval.Lower), 1e-4);

        double Score(double difference)
        {
            // The likelihood of gained and lost with shares q + difference and q.
            var (best, likeliest) = (double.NegativeInfinity, 0.0);
            var (least, most) = (Math.Max(0, -difference), (1 - difference) / 2);
            for (var step = 1; step < 2_000_000; step++)
            {
                var q = least + ((most - least) * step / 2_000_000);
                var likelihood = (gained * Math.Log(q + difference)) + (lost * Math.Log(q)) + ((items - gained - lost) * Math.Log(1 - (2 * q) - difference));
                if (likelihood > best)
                    (best, likeliest) = (likelihood, q);
            }

            return (gained - lost - (items * difference)) / Math.Sqrt(items * ((2 * likeliest) + (difference * (1 - difference))));
        }
    }

    [Fact]
    public void Sides_may_be_swapped()
    {
        var one = PairedProportionInterval.Tango(7, 3, 50, 0.9);
        var other = PairedProportionInterval.Tango(3, 7, 50, 0.9);

        Assert.Equal((one.Lower, one.Upper), (-other.Upper, -other.Lower));
        Assert.True(one.Contains(0.08));
    }

    [Fact]
    public void Covers_the_true_difference_as_often_as_it_says()
    {
        var random = new StableRandom(7);
        var covered = 0;
        for (var run = 0; run < 2_000; run++)
        {
            var (gained, lost) = (0, 0);
            for (var item = 0; item < 60; item++)
            {
                var draw = (random.NextUInt64() >> 11) * (1.0 / (1UL << 53));
                gained += draw < 0.05 ? 1 : 0;
                lost += draw is >= 0.05 and < 0.15 ? 1 : 0;
            }

            covered += PairedProportionInterval.Tango(gained, lost, 60).Contains(-0.05) ? 1 : 0;
        }

        Assert.InRange(covered / 2_000.0, 0.935, 0.97);
    }

    [Theory]
    [InlineData(-1, 0, 5)]
    [InlineData(3, 3, 5)]
    [InlineData(0, 0, 0)]
    public void Counts_that_cannot_be_are_refused(int gained, int lost, int items) =>
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => PairedProportionInterval.Tango(gained, lost, items)).Code);
}
