using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Assay.Contracts;
using Assay.Extractors;

namespace Assay.Metrics;

/// <summary>
/// 1 when a number lies within <c>max(absolute, relative · |expected|)</c> of the expected one, else 0; also 0 when there is
/// no number. A text counts when it is a number and nothing besides, as people write it (<c>$1,234.50</c>). Settings:
/// <c>expected</c>, a path; <c>absolute</c> and <c>relative</c>, tolerances of 0 by default. Several right answers are tried in turn.
/// </summary>
internal sealed class NumericMetric : IMetric
{
    /// <inheritdoc/>
    public string Id => "numeric";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var expected = ExpectedValue.Read(Id, reader);
        var absolute = reader.Number("absolute", 0, 0, 1e15);
        var relative = reader.Number("relative", 0, 0, 1e15);
        reader.Done();
        return (context, _) =>
        {
            var answers = expected.AllOf(context.Item)
                .Select(entry => NumberOf(entry) ?? throw expected.Fault(context.Item, $"is '{ActualValue.TextOf(entry)}', which is no number"))
                .ToList();
            return ValueTask.FromResult(NumberOf(context.Parsed ?? context.Output.Text) is { } actual
                ? new MetricResult(answers.Exists(answer => IsNear(actual, answer, absolute, relative)) ? 1 : 0)
                : new MetricResult(0, "The answer is no number."));
        };
    }

    private static bool IsNear(Amount actual, Amount expected, double absolute, double relative) =>
        absolute == 0 && relative == 0 && actual.Exact is { } a && expected.Exact is { } e
            ? a == e
            : Similarity.Number(actual.Near, expected.Near, absolute, relative);

    private static Amount? NumberOf(object? value) => value switch
    {
        double number => new Amount(number, null),
        float number => new Amount(number, null),
        BigInteger number => OfText(number.ToString(CultureInfo.InvariantCulture)),
        string text => OfText(text),
        JsonElement { ValueKind: JsonValueKind.Number or JsonValueKind.String } json => OfText(ActualValue.TextOf(json)),
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal => Exactly(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static Amount? OfText(string text) =>
        Numbers.Whole(text) is { } exact ? Exactly(exact)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var near) && double.IsFinite(near) ? new Amount(near, null)
        : null;

    private static Amount Exactly(decimal value) => new((double)value, value);

    /// <summary>A number, exactly where a decimal holds it.</summary>
    private readonly record struct Amount(double Near, decimal? Exact);
}
