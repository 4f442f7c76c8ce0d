using Assay.Extractors;
using Assay.Metrics;

namespace Assay;

/// <summary>
/// What a <see cref="ScoreAttribute">[Score]</see> method compares texts with: the built-in metrics as functions. All give
/// 0 to 1, 1 for what agrees; two empty texts agree, and an empty one agrees with no other.
/// </summary>
public static class Similarity
{
    /// <summary>Whether two texts are one after normalising, see <see cref="Extract.NormalizedText"/>.</summary>
    public static bool Normalized(string actual, string expected) =>
        string.Equals(NormalizedText.Of(actual), NormalizedText.Of(expected), StringComparison.Ordinal);

    /// <summary>Whether a number lies within <c>max(absolute, relative · |expected|)</c> of the expected one.</summary>
    /// <param name="actual">The number found.</param>
    /// <param name="expected">The right number.</param>
    /// <param name="absolute">The absolute tolerance.</param>
    /// <param name="relative">The tolerance as a share of the right number.</param>
    public static bool Number(double actual, double expected, double absolute = 0, double relative = 0) =>
        actual.Equals(expected) || Math.Abs(actual - expected) <= Math.Max(absolute, relative * Math.Abs(expected));

    /// <summary>F1 over the words, each counted as often as it occurs, as in SQuAD's evaluation (Rajpurkar et al., 2016): lower case, without ASCII punctuation and articles.</summary>
    public static double TokenF1(string actual, string expected) => Overlap.Tokens(Words.Squad(actual), Words.Squad(expected));

    /// <summary>F1 over the distinct entries of two collections, compared as they are.</summary>
    public static double SetF1(IEnumerable<string> actual, IEnumerable<string> expected) => Overlap.Sets(actual, expected);

    /// <summary>1 minus the Levenshtein distance over the longer text's length, in Unicode code points.</summary>
    public static double Edit(string actual, string expected) => EditDistance.Similarity(actual, expected);

    /// <summary>ROUGE-L of two texts (Lin, 2004): words in lower case, of letters, marks and digits of any script; β is 1.</summary>
    public static double RougeL(string actual, string expected) => Metrics.RougeL.Score(Words.Lower(actual), Words.Lower(expected), beta: 1);

    /// <summary>BLEU of one text (Papineni et al., 2002) up to n-grams of four words; punctuation marks are words, and case counts.</summary>
    /// <param name="actual">The text found.</param>
    /// <param name="references">The right answers; at least one.</param>
    /// <param name="smoothing">How a precision of zero is mended.</param>
    /// <exception cref="ArgumentException">There is no right answer.</exception>
    public static double Bleu(string actual, IEnumerable<string> references, BleuSmoothing smoothing = BleuSmoothing.Exponential)
    {
        List<IReadOnlyList<string>> words = [.. references.Select(Words.WithPunctuation)];
        return words.Count > 0
            ? Metrics.Bleu.Score(Words.WithPunctuation(actual), words, 4, smoothing)
            : throw new ArgumentException("BLEU needs one right answer at least.", nameof(references));
    }
}
