namespace Assay.Tests.Dsl;

public sealed class SimilarityTests
{
    [Fact]
    public void Functions_give_what_the_metrics_give()
    {
        Assert.True(Similarity.Normalized("Straße", "strasse!"));
        Assert.Equal(4.0 / 7, Similarity.Edit("kitten", "sitting"), 12);
        Assert.Equal(2.0 / 3, Similarity.TokenF1("The cat sat.", "a cat"), 12);
        Assert.Equal(0.75, Similarity.RougeL("police kill the gunman", "police killed the gunman"), 12);
        Assert.Equal(0.5, Similarity.SetF1(["a", "a"], ["a", "b", "c"]), 12);
        Assert.Equal(0.3799178428257963, Similarity.Bleu("the cat sat on the mat", ["the cat is on the mat"]), 12);
        Assert.Throws<ArgumentException>(() => Similarity.Bleu("a", []));
    }

    [Theory]
    [InlineData(double.NaN, double.NaN, true)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, true)]
    [InlineData(double.NaN, 1, false)]
    [InlineData(1.1, 1, true)]
    [InlineData(1.2, 1, false)]
    public void Numbers_agree_within_the_tolerance(double actual, double expected, bool agree) =>
        Assert.Equal(agree, Similarity.Number(actual, expected, relative: 0.11));
}
