using System.Globalization;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Statistics;

namespace Assay.Metrics;

/// <summary>
/// How far answers agree with labels that people gave, corrected for chance: the label is the parsed value as text, or the output's text, trimmed; case does not count.
/// Settings: <c>expected</c>, the path of the label, or of an array with one label of each person (the answer is one more rater); <c>level</c> of <c>krippendorff_alpha</c>:
/// <c>nominal</c> (the default), <c>ordinal</c>, <c>interval</c> or <c>ratio</c>, which but for the first need numbers.
/// </summary>
/// <param name="id">The id: <c>cohen_kappa</c>, <c>fleiss_kappa</c> or <c>krippendorff_alpha</c>.</param>
/// <param name="statistic">Computes it of the raters' labels of each item, null where one is missing.</param>
internal sealed class AgreementMetric(string id, Func<IReadOnlyList<IReadOnlyList<string?>>, MeasurementLevel, double?> statistic) : ISliceMetric
{
    /// <summary>Cohen's, Fleiss' and Krippendorff's.</summary>
    public static IReadOnlyList<ISliceMetric> All { get; } =
    [
        new AgreementMetric("cohen_kappa", static (items, _) => Cohen(items)),
        new AgreementMetric("fleiss_kappa", static (items, _) => Fleiss(items)),
        new AgreementMetric("krippendorff_alpha", Krippendorff),
    ];

    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundSliceMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var expected = ExpectedValue.Read(Id, reader);
        var text = reader.Text("level", "nominal");
        if (!Enum.TryParse<MeasurementLevel>(text, ignoreCase: true, out var level) || !Enum.IsDefined(level))
            reader.Fail("level", $"'{text}' is no level; take nominal, ordinal, interval or ratio.");
        reader.Done();
        return (context, _) =>
        {
            var items = context.Answers.Select(answer => (IReadOnlyList<string?>)[.. expected.AllOf(answer.Item).Select(LabelOf), Spell(LabelOf(answer))]).ToList();
            return statistic(items, level) is { } value
                ? ValueTask.FromResult(new MetricResult(value))
                : throw new AssayException(ErrorCode.MetricFailed, $"'{Id}' has no value: every label is the same, so that chance alone explains the agreement. Add items on which people differ.");
        };
    }

    private static string? LabelOf(JsonElement label) => label.ValueKind == JsonValueKind.Null ? null : Spell(ActualValue.TextOf(label));

    private static string? LabelOf(AnsweredItem answer) => answer.Extraction switch
    {
        { Success: true } found => ActualValue.TextOf(found.Value),
        { Reason: not null } => null,
        _ => answer.Output.Text,
    };

    private static string? Spell(string? label) => label?.Trim().ToLowerInvariant();

    private static double? Cohen(IReadOnlyList<IReadOnlyList<string?>> items)
    {
        if (items.Any(static item => item.Count != 2))
            throw new AssayException(ErrorCode.MetricFailed, "'cohen_kappa' compares two raters, and an item has other labels than one; take 'fleiss_kappa' or 'krippendorff_alpha'.");
        return CohenKappa.Of<string>([.. items.Select(static item => item[0] ?? "")], [.. items.Select(static item => item[1] ?? "")]).Value;
    }

    private static double? Fleiss(IReadOnlyList<IReadOnlyList<string?>> items)
    {
        var categories = items.SelectMany(static item => item).Select(static label => label ?? "").Distinct().ToList();
        return FleissKappa.Of([.. items.Select(item => (IReadOnlyList<int>)[.. categories.Select(category => item.Count(label => (label ?? "") == category))])]).Value;
    }

    private static double? Krippendorff(IReadOnlyList<IReadOnlyList<string?>> items, MeasurementLevel level)
    {
        var categories = items.SelectMany(static item => item).OfType<string>().Distinct().ToList();
        return KrippendorffAlpha.Of([.. items.Select(item => (IReadOnlyList<double?>)[.. item.Select(Number)])], level).Value;

        double? Number(string? label) => label is null ? null
            : level == MeasurementLevel.Nominal ? categories.IndexOf(label)
            : double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw new AssayException(ErrorCode.MetricFailed, $"'krippendorff_alpha' at this level needs numbers, and '{label}' is none; take the level nominal.");
    }
}
