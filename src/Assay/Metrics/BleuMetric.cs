using System.Text.Json;
using Assay.Contracts;

namespace Assay.Metrics;

/// <summary>
/// BLEU of one text against all right answers, see <see cref="Bleu.Score"/>. Settings: <c>expected</c>, a path; <c>max_n</c>,
/// the longest n-gram, 4 by default; <c>smoothing</c>: <c>exp</c> (the default), <c>add_one</c> or <c>none</c>, see
/// <see cref="BleuSmoothing"/>; <c>ignore_case</c>, false by default.
/// </summary>
internal sealed class BleuMetric : IMetric
{
    /// <inheritdoc/>
    public string Id => "bleu";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var expected = ExpectedValue.Read(Id, reader);
        var longest = reader.Whole("max_n", 4, 1, 9);
        var smoothing = Smoothing(reader);
        Func<string, string> spell = reader.Flag("ignore_case", false) ? text => text.ToLowerInvariant() : text => text;
        reader.Done();
        return (context, _) =>
        {
            var references = expected.AllOf(context.Item).Select(entry => Words.WithPunctuation(spell(ActualValue.TextOf(entry)))).ToList();
            return ValueTask.FromResult(new MetricResult(
                Bleu.Score(Words.WithPunctuation(spell(ActualValue.Text(context))), references, longest, smoothing)));
        };
    }

    /// <summary>Reads the setting <c>smoothing</c>.</summary>
    public static BleuSmoothing Smoothing(ConfigReader reader) => reader.OneOf("smoothing", "exp", "exp", "add_one", "none") switch
    {
        "add_one" => BleuSmoothing.AddOne,
        "none" => BleuSmoothing.None,
        _ => BleuSmoothing.Exponential,
    };
}
