using Assay.Tests.Extractors;

namespace Assay.Tests.Metrics;

/// <summary>The first case is what sacreBLEU gives for these sentences, 37.99; the third is the example of Papineni et al.</summary>
public sealed class BleuMetricTests
{
    private const string Mat = "the cat is on the mat";

    [Theory]
    [InlineData(null, "the cat sat on the mat", 5.0 / 6 * 3 / 5 * 1 / 4 * 1 / 6, 4)]
    [InlineData("""{"smoothing":"add_one"}""", "the cat sat on the mat", 5.0 / 6 * 4 / 6 * 2 / 5 * 1 / 4, 4)]
    [InlineData("""{"max_n":1}""", "the the the the the the the", 2.0 / 7, 1)]
    [InlineData("""{"smoothing":"none"}""", "the cat sat on the mat", 0, 1)]
    [InlineData(null, "dogs", 0, 1)]
    [InlineData(null, "", 0, 1)]
    [InlineData(null, "The CAT", 0, 1)]
    public async Task Score_is_the_geometric_mean_of_the_precisions(string? config, string actual, double product, int orders) =>
        Assert.Equal(Math.Pow(product, 1.0 / orders), await BuiltIn.ScoreTextAsync("bleu", config, Mat, actual), 12);

    [Fact]
    public async Task Short_text_is_penalised_and_counts_the_orders_it_has() =>
        Assert.Equal(Math.Exp(-0.5), await BuiltIn.ScoreTextAsync("bleu", null, "the cat sat", "the cat"), 12);

    [Fact]
    public async Task Of_two_equally_close_lengths_the_shorter_counts() =>
        Assert.Equal(1, (await BuiltIn.ScoreAsync("bleu", """{"max_n":1}""", """{"answer":["a b c d","a b"]}""", "a b c")).Value, 12);

    [Fact]
    public async Task Counts_are_clipped_by_the_best_reference() =>
        Assert.Equal(2.0 / 3, (await BuiltIn.ScoreAsync("bleu", """{"max_n":1}""", """{"answer":["a b","a a c"]}""", "a a a")).Value, 12);

    [Fact]
    public async Task Two_empty_texts_agree() => Assert.Equal(1, await BuiltIn.ScoreTextAsync("bleu", null, "", " "));

    [Fact]
    public async Task Case_can_be_ignored() =>
        Assert.Equal(1, await BuiltIn.ScoreTextAsync("bleu", """{"ignore_case":true}""", Mat, "THE cat is on the MAT"), 12);
}
