using Assay.Errors;
using Assay.Statistics;

namespace Assay.Tests.Statistics;

public sealed class AgreementTests
{
    /// <summary>Krippendorff's own example (2011, section C): four observers, twelve units, values missing.</summary>
    private static readonly double?[][] Observers =
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
        [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
    ];

    [Fact]
    public void Cohens_kappa_is_that_of_the_standard_example()
    {
        // 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed 0.7, expected 0.5.
        string[] first = [.. Enumerable.Repeat("yes", 25), .. Enumerable.Repeat("no", 25)];
        string[] second = [.. Enumerable.Repeat("yes", 20), .. Enumerable.Repeat("no", 5), .. Enumerable.Repeat("yes", 10), .. Enumerable.Repeat("no", 15)];
        var result = CohenKappa.Of<string>(first, second);
        Vectors.Close(0.4, result.Value!.Value, "kappa");
        Vectors.Close(0.7, result.Observed, "observed");
        Vectors.Close(0.5, result.Expected, "expected");
        Assert.Equal(50, result.Items);
    }

    [Theory]
    [InlineData(KappaWeights.None, 0.0)]
    [InlineData(KappaWeights.Linear, 0.25)]
    [InlineData(KappaWeights.Quadratic, 0.5)]
    public void Weighted_kappa_counts_near_misses(KappaWeights weights, double kappa)
    {
        // Off by one category in two of three: observed 1/3, 2/3, 5/6; expected 1/3, 5/9, 2/3.
        Vectors.Close(kappa, CohenKappa.Weighted([0, 1, 2], [1, 0, 2], 3, weights).Value!.Value, "kappa");
    }

    [Fact]
    public void Fleiss_kappa_is_that_of_the_standard_example()
    {
        int[][] counts =
        [
            [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
        ];
        var result = FleissKappa.Of(counts);
        Assert.Equal(0.210, result.Value!.Value, 0.0005);
        Assert.Equal(0.378, result.Observed, 0.0005);
        Assert.Equal(0.213, result.Expected, 0.0005);
    }

    [Theory]
    [InlineData(MeasurementLevel.Nominal, 0.743)]
    [InlineData(MeasurementLevel.Ordinal, 0.815)]
    [InlineData(MeasurementLevel.Interval, 0.849)]
    [InlineData(MeasurementLevel.Ratio, 0.797)]
    public void Alpha_is_that_of_krippendorffs_example(MeasurementLevel level, double alpha)
    {
        var units = Enumerable.Range(0, 12).Select(static unit => Observers.Select(observer => observer[unit]).ToArray()).ToArray();
        var result = KrippendorffAlpha.Of(units, level);
        Assert.Equal(alpha, result.Value!.Value, 0.0005);
        Assert.Equal((11, 40), (result.Units, result.Ratings));
    }

    [Fact]
    public void Agreement_without_variation_has_no_value()
    {
        Assert.Null(CohenKappa.Of<string>(["a", "a"], ["a", "a"]).Value);
        Assert.Null(FleissKappa.Of([[3, 0], [3, 0]]).Value);
        Assert.Null(KrippendorffAlpha.Of([[1, 1], [1, 1]], MeasurementLevel.Interval).Value);
        Assert.Equal(1, CohenKappa.Of<string>(["a", "b"], ["a", "b"]).Value);
    }

    [Fact]
    public void Bad_ratings_are_errors()
    {
        Action[] calls =
        [
            static () => CohenKappa.Of<string>([], []),
            static () => CohenKappa.Of<string>(["a"], []),
            static () => CohenKappa.Weighted([3], [0], 3, KappaWeights.Linear),
            static () => FleissKappa.Of([]),
            static () => FleissKappa.Of([[1, 0]]),
            static () => FleissKappa.Of([[2, 0], [2, 1]]),
            static () => FleissKappa.Of([[3, -1]]),
            static () => KrippendorffAlpha.Of([[1, null]], MeasurementLevel.Nominal),
            static () => KrippendorffAlpha.Of([[1, double.NaN]], MeasurementLevel.Nominal),
            static () => KrippendorffAlpha.Of([[1, -1]], MeasurementLevel.Ratio),
        ];
        Assert.All(calls, static call => Assert.Equal(ErrorCode.ComparisonInvalid, Assert.Throws<AssayException>(call).Code));
    }
}
