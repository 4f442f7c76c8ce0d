using System.Collections.Frozen;

namespace Samples.Triage;

/// <summary>
/// Multinomial naive Bayes over words, with add-one smoothing: the label that maximises
/// log P(label) + Σ log P(word | label). Words never seen in training say nothing.
/// </summary>
/// <remarks>Equal training sequences give equal models, and equal texts equal labels, in any culture.</remarks>
internal sealed class NaiveBayes
{
    private readonly (char Label, double LogPrior)[] classes;
    private readonly FrozenDictionary<string, double[]> logLikelihoods;

    private NaiveBayes((char Label, double LogPrior)[] classes, FrozenDictionary<string, double[]> logLikelihoods)
    {
        this.classes = classes;
        this.logLikelihoods = logLikelihoods;
    }

    /// <summary>Learns from labelled texts.</summary>
    /// <param name="examples">At least one; read once.</param>
    /// <exception cref="ArgumentException"><paramref name="examples"/> is empty.</exception>
    internal static NaiveBayes Train(IEnumerable<(string Text, char Label)> examples)
    {
        var byLabel = examples.GroupBy(example => example.Label).OrderBy(group => group.Key).ToArray();
        if (byLabel.Length == 0)
            throw new ArgumentException("Naive Bayes needs at least one labelled text to learn from.", nameof(examples));

        var counts = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var totals = new int[byLabel.Length];
        for (var label = 0; label < byLabel.Length; label++)
        {
            foreach (var word in byLabel[label].SelectMany(example => Words(example.Text)))
            {
                if (!counts.TryGetValue(word, out var perLabel))
                    counts[word] = perLabel = new int[byLabel.Length];
                perLabel[label]++;
                totals[label]++;
            }
        }

        double texts = byLabel.Sum(group => group.Count());
        return new NaiveBayes(
            [.. byLabel.Select(group => (group.Key, Math.Log(group.Count() / texts)))],
            counts.ToFrozenDictionary(
                entry => entry.Key,
                entry => entry.Value
                    .Select((count, label) => Math.Log((count + 1.0) / (totals[label] + counts.Count)))
                    .ToArray(),
                StringComparer.Ordinal));
    }

    /// <summary>The most probable label of a text; of equally probable ones, the first letter.</summary>
    /// <param name="text">The ticket, alone or inside a prompt; a prompt's own words count too.</param>
    internal char Classify(string text)
    {
        var scores = classes.Select(label => label.LogPrior).ToArray();
        foreach (var word in Words(text))
        {
            if (!logLikelihoods.TryGetValue(word, out var perLabel))
                continue;
            for (var label = 0; label < scores.Length; label++)
                scores[label] += perLabel[label];
        }

        return classes[Array.IndexOf(scores, scores.Max())].Label;
    }

    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var end = 0; end <= text.Length; end++)
        {
            if (end < text.Length && char.IsLetter(text[end]))
                continue;
            if (end > start)
                yield return text[start..end].ToLowerInvariant();
            start = end + 1;
        }
    }
}
