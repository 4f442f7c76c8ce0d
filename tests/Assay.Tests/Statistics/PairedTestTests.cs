using Assay.Errors;
using Assay.Statistics;

namespace Assay.Tests.Statistics;

public sealed class PairedTestTests
{
    [Fact]
    public void Differences_that_differ_by_rounding_alone_are_one()
    {
        var differences = PairedDifferences.Of([0.1, 0.2, 0.3, 0.6, 0.3], [0.4, 0.5, 0.6, 0.3, 0.1 + 0.2]);
        Assert.Equal([differences[0], differences[0], differences[0], -differences[0], 0], differences);
    }

    [Fact]
    public void Differences_that_are_small_but_real_stay()
    {
        Assert.Equal([1e-12, 2e-12, -1e-12], PairedDifferences.Of([0, 0, 0], [1e-12, 2e-12, -1e-12]));
    }

    [Fact]
    public void A_difference_too_large_for_a_number_is_an_error()
    {
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => PairedDifferences.Of([-1.7e308], [1.7e308])).Code);
    }

    [Fact]
    public void Exact_signed_rank_test_counts_ties_and_drops_zeros()
    {
        // Ranks 1, 2.5, 2.5, all positive: two of eight sign assignments are as extreme.
        var result = WilcoxonSignedRank.Test([1, 2, 2, 0], WilcoxonMethod.Exact);
        Assert.Equal(new WilcoxonResult(0, 6, 0, 0.25, 3, WilcoxonMethod.Exact), result);
        // One of the tied ones negative: of the signed sums ±6, ±4, ±1, ±1 four are at least 1 and none is below 1.
        Assert.Equal(1, WilcoxonSignedRank.Test([1, 2, -2], WilcoxonMethod.Exact).PValue);
        Assert.Equal(0.5, WilcoxonSignedRank.Test([-1, 2, 2], WilcoxonMethod.Exact).PValue);
    }

    [Fact]
    public void Signed_rank_test_does_not_depend_on_which_side_is_the_baseline()
    {
        double[] differences = [1, 2, 2, -3, 4, 5, -5];
        double[] mirrored = [.. differences.Select(static difference => -difference)];
        foreach (var method in Enum.GetValues<WilcoxonMethod>())
            Vectors.Close(WilcoxonSignedRank.Test(differences, method).PValue, WilcoxonSignedRank.Test(mirrored, method).PValue, method.ToString());
    }

    [Fact]
    public void Signed_rank_test_of_zeros_has_p_1()
    {
        foreach (var method in Enum.GetValues<WilcoxonMethod>())
            Assert.Equal(1, WilcoxonSignedRank.Test([0, 0], method).PValue);
    }

    [Fact]
    public void Exact_signed_rank_test_refuses_what_would_take_too_long()
    {
        var many = Enumerable.Range(1, 5_000).Select(static i => (double)i).ToArray();
        Assert.Equal(ErrorCode.OptionInvalid, Assert.Throws<AssayException>(() => WilcoxonSignedRank.Test(many, WilcoxonMethod.Exact)).Code);
    }

    [Fact]
    public void Sign_flips_agree_between_counting_on_a_grid_by_halves_and_by_hand()
    {
        Assert.Equal(new SignFlipResult(0.25, true, 0), SignFlip.Test([1, 2, 3]));
        Assert.Equal(new SignFlipResult(0.75, true, 0), SignFlip.Test([-1, 2, 1, 0]));
        double[] grid = [3, -1, 4, 1, -5, 9, 2, 6, 5, 3];
        double[] offGrid = [.. grid.Select(static (difference, i) => difference * (1 + (i * 1e-7 * Math.PI)))];
        var expected = BruteForce(offGrid);
        Vectors.Close(expected, SignFlip.Test(offGrid).PValue, "halves");
        Vectors.Close(BruteForce(grid), SignFlip.Test(grid).PValue, "grid");
    }

    [Fact]
    public void Sign_flips_on_a_grid_equal_mcnemar()
    {
        double[] differences = [.. Enumerable.Repeat(1.0, 40), .. Enumerable.Repeat(-1.0, 22), .. Enumerable.Repeat(0.0, 100)];
        Vectors.Close(McNemar.Test(40, 22).PValue, SignFlip.Test(differences).PValue, "p");
        Vectors.Close(McNemar.Test(40, 22).PValue, SignFlip.Test([.. differences.Select(static difference => difference / 3)]).PValue, "thirds");
    }

    [Fact]
    public void Drawn_sign_flips_are_seeded_and_near_the_exact_p()
    {
        var random = new StableRandom(5);
        var differences = Enumerable.Range(0, 200).Select(_ => random.NextDouble() - 0.47).ToArray();
        var drawn = SignFlip.Test(differences, seed: 1);
        Assert.Equal((false, 9_999), (drawn.Exact, drawn.Resamples));
        Assert.Equal(drawn, SignFlip.Test(differences, seed: 1));
        Vectors.Within(WilcoxonSignedRank.Test(differences).PValue, drawn.PValue, 0.1, "p");
        Assert.Equal(1 / 10_000.0, SignFlip.Test([.. differences.Select(Math.Abs)]).PValue);
    }

    [Fact]
    public void Sign_flips_take_huge_values()
    {
        Assert.Equal(0.25, SignFlip.Test([1.1e308, 1.2e308, 1.3e308]).PValue);
    }

    [Theory]
    [InlineData(0, 0, 1.0)]
    [InlineData(5, 5, 1.0)]
    [InlineData(6, 0, 0.03125)]
    [InlineData(0, 6, 0.03125)]
    [InlineData(8, 2, 0.109375)]
    public void Mcnemar_is_the_binomial_tail_worked_by_hand(int gained, int lost, double p)
    {
        Vectors.Close(p, McNemar.Test(gained, lost).PValue, "p");
    }

    [Fact]
    public void Mcnemar_of_many_items_joins_the_one_that_counts_them_all()
    {
        // 4,400 discordant items are counted, 4,700 go through the beta function; both lie about 1.96 deviations off.
        Assert.InRange(McNemar.Test(2_265, 2_135).PValue, 0.050, 0.053);
        Assert.InRange(McNemar.Test(2_417, 2_283).PValue, 0.050, 0.054);
        Assert.Equal(1, McNemar.Test(1_000_000, 1_000_000).PValue);
        Assert.Equal(1, McNemar.Test(1_000_001, 1_000_000).PValue, 1e-6);
        Assert.InRange(McNemar.Test(3_000, 0).PValue, 0, 1e-300);
    }

    [Fact]
    public void Mcnemar_refuses_other_scores_than_0_and_1()
    {
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => McNemar.Test([0.5], [1])).Code);
        Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(() => McNemar.Test(-1, 2)).Code);
    }

    private static double BruteForce(double[] differences)
    {
        var hits = 0;
        for (var mask = 0; mask < 1 << differences.Length; mask++)
            hits += Math.Abs(differences.Select((difference, i) => (mask >> i & 1) == 0 ? difference : -difference).Sum()) >= Math.Abs(differences.Sum()) - 1e-9 ? 1 : 0;
        return hits / (double)(1 << differences.Length);
    }
}
