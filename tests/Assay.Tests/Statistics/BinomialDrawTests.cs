using Assay.Statistics;

namespace Assay.Tests.Statistics;

/// <summary>Binomial draws, and the bootstrap of many values that rests on them.</summary>
public sealed class BinomialDrawTests
{
    [Theory]
    [InlineData(20, 0.1)]
    [InlineData(60, 0.5)]
    [InlineData(60, 0.8)]
    [InlineData(1_000, 0.02)]
    public void Draws_have_the_binomial_distribution(int trials, double probability)
    {
        const int draws = 40_000;
        var random = new StableRandom(7);
        var seen = new int[trials + 1];
        for (var i = 0; i < draws; i++)
            seen[BinomialDraw.Next(random, trials, probability)]++;

        // Chi-squared over the cells that expect at least 10; its mean is the number of cells less 1.
        var distribution = new MathNet.Numerics.Distributions.Binomial(probability, trials);
        var cells = Enumerable.Range(0, trials + 1).Select(k => (Seen: seen[k], Expected: draws * distribution.Probability(k))).Where(static cell => cell.Expected >= 10).ToArray();
        var distance = cells.Sum(static cell => (cell.Seen - cell.Expected) * (cell.Seen - cell.Expected) / cell.Expected);
        Assert.InRange(distance, 0, MathNet.Numerics.Distributions.ChiSquared.InvCDF(cells.Length - 1, 0.9999));
    }

    [Fact]
    public void Draws_keep_to_their_ends()
    {
        var random = new StableRandom(7);

        Assert.Equal((0, 0, 9), (BinomialDraw.Next(random, 0, 0.5), BinomialDraw.Next(random, 9, 0), BinomialDraw.Next(random, 9, 1)));
    }

    [Fact]
    public void Interval_of_many_values_of_few_kinds_is_that_of_drawing_one_by_one()
    {
        // A value that differs in its last digits makes 65 kinds, so that values are drawn one by one.
        var few = Enumerable.Range(0, 10_000).Select(static i => i % 10 < 3 ? 1.0 : i % 10 < 5 ? -1.0 : 0).ToArray();
        var many = few.Select(static (value, i) => i < 200 ? value + (i * 1e-13) : value).ToArray();

        var atOnce = BcaBootstrap.OfMean(few);
        var oneByOne = BcaBootstrap.OfMean(many, resamples: 2_000);

        Assert.Equal(oneByOne.Mean, atOnce.Mean, 1e-9);
        Assert.Equal(oneByOne.Interval.Lower, atOnce.Interval.Lower, 1e-3);
        Assert.Equal(oneByOne.Interval.Upper, atOnce.Interval.Upper, 1e-3);
        Assert.Equal(oneByOne.StandardError, atOnce.StandardError, 3e-4);
        Assert.Equal(atOnce, BcaBootstrap.OfMean(few));
    }
}
