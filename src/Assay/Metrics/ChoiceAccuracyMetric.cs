using System.Text.Json;
using Assay.Contracts;
using Assay.Extractors;

namespace Assay.Metrics;

/// <summary>
/// 1 when the answer names the right choice, else 0; also 0 when it names none. The letter is found as by
/// <c>choice_letter</c>. Settings: <c>expected</c>, the path of a letter or of the choice's place as a number;
/// <c>choices</c>, as of <c>choice_letter</c>; <c>first_index</c>, the number of the first choice, 0 by default.
/// </summary>
internal sealed class ChoiceAccuracyMetric : IMetric
{
    /// <inheritdoc/>
    public string Id => "choice_accuracy";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var expected = ExpectedValue.Read(Id, reader);
        var choices = ChoicesSetting.Read(reader).ToUpperInvariant();
        var firstIndex = reader.Whole("first_index", 0, 0, 1);
        reader.Done();
        var letters = new ChoiceLetters(choices);
        return (context, _) =>
        {
            var right = expected.AllOf(context.Item)
                .Select(entry => Right(entry, choices, firstIndex)
                    ?? throw expected.Fault(context.Item, $"is '{ActualValue.TextOf(entry)}', which is none of the choices {choices}"))
                .ToList();
            return ValueTask.FromResult(letters.Find(ActualValue.Text(context)) is { } letter
                ? new MetricResult(right.Contains(letter) ? 1 : 0)
                : new MetricResult(0, "The answer names none of the choices."));
        };
    }

    private static char? Right(JsonElement expected, string choices, int firstIndex) => expected.ValueKind switch
    {
        JsonValueKind.Number when expected.TryGetInt32(out var index) && index >= firstIndex && index - firstIndex < choices.Length => choices[index - firstIndex],
        JsonValueKind.String when expected.GetString()!.Trim().ToUpperInvariant() is [var letter] && choices.Contains(letter, StringComparison.Ordinal) => letter,
        _ => null,
    };
}
