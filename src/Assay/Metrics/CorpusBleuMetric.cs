using System.Text.Json;
using Assay.Contracts;

namespace Assay.Metrics;

/// <summary>BLEU of all answers of a slice, see <see cref="Corpus.Bleu"/>. The settings are those of <see cref="BleuMetric"/>.</summary>
internal sealed class CorpusBleuMetric : ISliceMetric
{
    /// <inheritdoc/>
    public string Id => "corpus_bleu";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundSliceMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var expected = ExpectedValue.Read(Id, reader);
        var longest = reader.Whole("max_n", 4, 1, 9);
        var smoothing = BleuMetric.Smoothing(reader);
        Func<string, string> spell = reader.Flag("ignore_case", false) ? text => text.ToLowerInvariant() : text => text;
        reader.Done();
        return (context, _) =>
        {
            var corpus = new CorpusBleu(longest);
            foreach (var answer in context.Answers)
            {
                var actual = answer.Extraction.Success ? ActualValue.TextOf(answer.Extraction.Value) : answer.Extraction.Reason is null ? answer.Output.Text : "";
                corpus.Add(Words.WithPunctuation(spell(actual)), [.. expected.AllOf(answer.Item).Select(entry => Words.WithPunctuation(spell(ActualValue.TextOf(entry))))]);
            }

            return ValueTask.FromResult(new MetricResult(corpus.Score(smoothing)));
        };
    }
}
