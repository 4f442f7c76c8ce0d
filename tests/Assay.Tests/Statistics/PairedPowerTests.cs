using Assay.Errors;
using Assay.Statistics;

namespace Assay.Tests.Statistics;

public sealed class PairedPowerTests
{
    [Fact]
    public void Required_items_are_those_of_the_textbook_formula()
    {
        // (1.959964 + 0.841621)² = 7.848880 at an effect of half a deviation: 31.4.
        Assert.Equal(32, PairedPower.RequiredItems(0.5, 1));
        Assert.Equal(32, PairedPower.RequiredItems(-0.5, 1));
        Assert.Equal(63, PairedPower.RequiredItems(0.5, 1, designEffect: 2));
        // (1.959964·√0.2 + 0.841621·√0.19)² / 0.01 = 154.6.
        Assert.Equal(155, PairedPower.RequiredItemsBinary(0.1, 0.2));
    }

    [Fact]
    public void Power_required_items_and_detectable_effect_fit_each_other()
    {
        var items = PairedPower.RequiredItems(0.03, 0.4, 0.01, 0.9);
        Assert.InRange(PairedPower.Power(items, 0.03, 0.4, 0.01), 0.9, 0.9001);
        Assert.True(PairedPower.Power(items - 1, 0.03, 0.4, 0.01) < 0.9);
        Assert.Equal(0.03, PairedPower.DetectableEffect(items, 0.4, 0.01, 0.9), 1e-4);
        Vectors.Close(0.05, PairedPower.Power(100, 0, 1), "no effect");
    }

    [Theory]
    [InlineData(0.05, 6)]
    [InlineData(0.5, 2)]
    [InlineData(0.01, 8)]
    public void Least_differing_items_are_those_an_exact_test_needs(double alpha, int items)
    {
        Assert.Equal(items, PairedPower.LeastDifferingItems(alpha));
        Assert.True(McNemar.Test(items, 0).PValue <= alpha);
        Assert.True(McNemar.Test(items - 1, 0).PValue > alpha);
    }

    [Fact]
    public void Stated_power_is_reached_by_the_test_itself()
    {
        var random = new StableRandom(17);
        var items = new int[(int)PairedPower.RequiredItems(0.2, Math.Sqrt(1 / 3.0))];
        var rejected = 0;
        for (var run = 0; run < 400; run++)
        {
            var differences = items.Select(_ => (2 * random.NextDouble()) - 1 + 0.2).ToArray();
            rejected += SignFlip.Test(differences, resamples: 999).PValue <= 0.05 ? 1 : 0;
        }

        // The 99.9 % interval around 320 of 400.
        Assert.InRange(rejected, 294, 346);
    }

    [Fact]
    public void Parameters_out_of_range_are_errors()
    {
        Action[] calls =
        [
            static () => PairedPower.RequiredItems(0, 1),
            static () => PairedPower.RequiredItems(1, 0),
            static () => PairedPower.RequiredItems(1, 1, alpha: 0),
            static () => PairedPower.RequiredItems(1, 1, power: 1),
            static () => PairedPower.RequiredItems(1, 1, power: 0.01),
            static () => PairedPower.RequiredItemsBinary(0.3, 0.2),
            static () => PairedPower.Power(0, 1, 1),
            static () => PairedPower.Power(1, double.NaN, 1),
            static () => PairedPower.DetectableEffect(1, double.NaN),
            static () => PairedPower.LeastDifferingItems(0),
        ];
        Assert.All(calls, static call => Assert.Equal(ErrorCode.OptionInvalid, Assert.Throws<AssayException>(call).Code));
    }
}
