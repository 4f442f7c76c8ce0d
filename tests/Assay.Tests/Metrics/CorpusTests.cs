using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;

namespace Assay.Tests.Metrics;

public sealed class CorpusTests
{
    private static readonly (string Actual, string[] References)[] Translations =
    [
        ("the cat sat on the mat", ["the cat sat on the mat", "a cat sat"]),
        ("a dog", ["the dog ran"]),
    ];

    [Fact]
    public void Bleu_of_a_corpus_sums_matches_and_lengths_over_its_texts()
    {
        var expected = Math.Exp(1 - (9.0 / 8)) * Math.Pow(7.0 / 8 * (5.0 / 6), 1.0 / 4);

        Assert.Equal(expected, Bleu(Translations), 12);
        Assert.Equal(expected, Bleu([Translations[1], Translations[0]]), 12);
    }

    [Fact]
    public void Bleu_of_one_text_is_that_of_the_text() => Assert.Equal(
        Similarity.Bleu("the cat sat on a mat", ["the cat sat on the mat"]),
        Bleu([("the cat sat on a mat", ["the cat sat on the mat"])]),
        12);

    [Theory]
    [InlineData("", "", 1)]
    [InlineData("", "a", 0)]
    [InlineData("a", "b", 0)]
    [InlineData("a", "a", 1)]
    public void Bleu_at_its_limits(string actual, string reference, double expected) => Assert.Equal(expected, Bleu([(actual, [reference])]));

    [Fact]
    public void Bleu_needs_texts_and_right_answers()
    {
        Assert.Throws<ArgumentException>(() => Bleu([]));
        Assert.Throws<ArgumentException>(() => Bleu([("a", [])]));
    }

    [Theory]
    [InlineData("012012", "021001", 4.0 / 15)]
    [InlineData("aab", "aab", 1)]
    [InlineData("aab", "aa?", 1.0 / 2)]
    [InlineData("aab", "aac", 1.0 / 3)]
    [InlineData("ab", "??", 0)]
    public void Macro_f1_weighs_labels_alike_and_counts_unreadable_answers_as_missed(string expected, string actual, double score) => Assert.Equal(
        score,
        Corpus.MacroF1(expected.Zip(actual), static pair => pair.First, static pair => pair.Second == '?' ? Parsed.Failed<char>("unreadable") : pair.Second),
        12);

    [Fact]
    public void Macro_f1_needs_an_answer() => Assert.Throws<ArgumentException>(() => Corpus.MacroF1(Array.Empty<char>(), static label => label, static label => label));

    [Fact]
    public void The_calibration_error_weighs_bins_by_their_answers() =>
        Assert.Equal((Math.Abs(1 - 1.9) + 0.35) / 3, CalibrationError([(0.95, true), (0.95, false), (0.35, false)]), 12);

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(0.1, 2)]
    [InlineData(0, 1)]
    [InlineData(1, 10)]
    public void A_bin_holds_its_upper_end(double confidence, int bins) => Assert.Equal(1 - confidence, CalibrationError([(confidence, true)], bins), 12);

    [Fact]
    public void Neighbours_across_the_end_of_a_bin_are_apart() =>
        Assert.Equal((Math.Abs(1 - 0.5) + Math.Abs(0 - 0.51)) / 2, CalibrationError([(0.5, true), (0.51, false)], 2), 12);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_confidence_is_from_0_to_1(double confidence) => Assert.Throws<ArgumentException>(() => CalibrationError([(confidence, true)]));

    [Fact]
    public void A_calibration_error_needs_answers_and_bins()
    {
        Assert.Throws<ArgumentException>(() => CalibrationError([]));
        Assert.Throws<ArgumentException>(() => CalibrationError([(1, true)], 0));
    }

    [Fact]
    public async Task Corpus_bleu_by_settings()
    {
        SliceMetricContext answers = new([.. Translations.Select(static one => Answer(new { refs = one.References }, one.Actual))]);

        Assert.Equal(Bleu(Translations), await ScoreAsync("corpus_bleu", """{"expected":"refs"}""", answers));
        Assert.Equal(0, await ScoreAsync("corpus_bleu", """{"expected":"refs","smoothing":"none"}""", new([answers.Answers[1]])));
    }

    [Fact]
    public async Task Macro_f1_by_settings() => Assert.Equal(
        1.0 / 2,
        await ScoreAsync("macro_f1", """{"expected":"label","ignore_case":true}""", new(
        [
            Answer(new { label = "a" }, "ignored", Extraction.Found('A')),
            Answer(new { label = "a" }, " A "),
            Answer(new { label = "b" }, "b", Extraction.NotFound("unreadable")),
        ])));

    [Fact]
    public async Task The_calibration_error_by_settings() => Assert.Equal(
        (Math.Abs(1 - 1.9) + 0) / 3,
        await ScoreAsync("expected_calibration_error", """{"expected":"label"}""", new(
        [
            Answer(new { label = "a" }, """{"answer":"a","confidence":0.95}"""),
            Answer(new { label = "b" }, """I say {"answer":"a","confidence":0.95}."""),
            Answer(new { label = "b" }, "nothing to read"),
        ])),
        12);

    [Fact]
    public async Task A_confidence_that_is_none_names_its_item()
    {
        var problem = await Assert.ThrowsAsync<AssayException>(() => ScoreAsync("expected_calibration_error", null, new([Answer(new { answer = "a" }, """{"answer":"a","confidence":2}""")])));

        Assert.Equal(ErrorCode.MetricFailed, problem.Code);
        Assert.Contains("'q1'", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("corpus_bleu", """{"max_n":0}""")]
    [InlineData("macro_f1", """{"unknown":1}""")]
    [InlineData("expected_calibration_error", """{"bins":0}""")]
    public async Task Settings_are_checked(string id, string config) =>
        await Assert.ThrowsAsync<SpecValidationException>(() => ScoreAsync(id, config, new([])));

    private static double Bleu(IEnumerable<(string Actual, string[] References)> texts) => Corpus.Bleu(texts, static text => text.Actual, static text => text.References);

    private static double CalibrationError(IEnumerable<(double Confidence, bool IsRight)> answers, int bins = 10) =>
        Corpus.CalibrationError(answers, static answer => answer.Confidence, static answer => answer.IsRight, bins);

    private static AnsweredItem Answer(object item, string output, Extraction extraction = default) =>
        new(new Item("q1", item, JsonSerializer.SerializeToUtf8Bytes(item)), new Output(output), extraction);

    private static async Task<double> ScoreAsync(string id, string? config, SliceMetricContext context)
    {
        Assert.True(PluginRegistry.WithBuiltIns().TryGetSliceMetric(id, out var metric));
        var bound = metric.Bind(config is null ? null : JsonDocument.Parse(Encoding.UTF8.GetBytes(config)).RootElement);
        return (await bound(context, TestContext.Current.CancellationToken)).Value;
    }
}
