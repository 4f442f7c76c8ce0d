using Assay.Metrics;

namespace Assay;

/// <summary>What a <see cref="SliceScoreAttribute">[SliceScore]</see> method needs most often: figures over all answers of a slice. The order of the answers plays no part but for rounding.</summary>
public static class Corpus
{
    /// <summary>
    /// BLEU of a corpus (Papineni et al., 2002), from 0 to 1: clipped n-gram matches and lengths are summed over all texts before precisions and the
    /// brevity penalty are taken, with the closest reference's length for each text. N-grams of up to four words; punctuation marks are words, and case counts.
    /// </summary>
    /// <typeparam name="T">What holds an answer.</typeparam>
    /// <param name="answers">The answers; at least one.</param>
    /// <param name="actual">The text found.</param>
    /// <param name="references">The right answers; at least one for each text.</param>
    /// <param name="smoothing">How a precision of zero is mended; as sacreBLEU does by default.</param>
    /// <exception cref="ArgumentException">There is no answer, or one without a right answer.</exception>
    public static double Bleu<T>(IEnumerable<T> answers, Func<T, string> actual, Func<T, IEnumerable<string>> references, BleuSmoothing smoothing = BleuSmoothing.Exponential)
    {
        var corpus = new CorpusBleu(4);
        foreach (var answer in answers)
            corpus.Add(Words.WithPunctuation(actual(answer)), [.. references(answer).Select(Words.WithPunctuation)]);
        return corpus.Score(smoothing);
    }

    /// <summary>
    /// The mean of each label's F1, every label weighing the same: over the labels that are expected or found. An unreadable answer misses its
    /// expected label and finds none. 0 where a label is never found rightly.
    /// </summary>
    /// <typeparam name="T">What holds an answer.</typeparam>
    /// <typeparam name="TLabel">A label; compared by its default equality.</typeparam>
    /// <param name="answers">The answers; at least one.</param>
    /// <param name="expected">The right label.</param>
    /// <param name="actual">The label found, or none.</param>
    /// <exception cref="ArgumentException">There is no answer.</exception>
    public static double MacroF1<T, TLabel>(IEnumerable<T> answers, Func<T, TLabel> expected, Func<T, Parsed<TLabel>> actual)
        where TLabel : notnull
    {
        var labels = new LabelCounts<TLabel>();
        foreach (var answer in answers)
        {
            var found = actual(answer);
            labels.Add(expected(answer), found.Success, found.Success ? found.Value : default);
        }

        return labels.MacroF1();
    }

    /// <summary>
    /// The expected calibration error (Naeini et al., 2015; Guo et al., 2017), from 0 to 1, lower being better: the mean distance of accuracy from mean
    /// confidence within bins of equal width, each weighing as many answers as it holds. A bin holds its upper end; the first holds 0 too.
    /// </summary>
    /// <typeparam name="T">What holds an answer.</typeparam>
    /// <param name="answers">The answers; at least one.</param>
    /// <param name="confidence">How sure the answer is, from 0 to 1.</param>
    /// <param name="isRight">Whether it is right.</param>
    /// <param name="bins">How many bins; at least 1, and 10 by default.</param>
    /// <exception cref="ArgumentException">There is no answer, a confidence outside 0 to 1, or no bin.</exception>
    public static double CalibrationError<T>(IEnumerable<T> answers, Func<T, double> confidence, Func<T, bool> isRight, int bins = 10)
    {
        var calibration = new Calibration(bins);
        foreach (var answer in answers)
            calibration.Add(confidence(answer), isRight(answer));
        return calibration.Error();
    }
}
