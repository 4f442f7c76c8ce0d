using System.Globalization;
using System.Text.Json;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.Metrics;

/// <summary>
/// The share of fields of a JSON answer that equal the expected ones: 1 when there is none to compare, 0 when the answer
/// holds no JSON. Numbers are equal by value, objects whatever the order of their names; an expected null is equal to a
/// missing field. Settings: <c>expected</c>, the path of an object (<c>$</c> is the whole item); <c>fields</c>, an array of
/// paths or an object of the answer's paths to the expected object's, all fields of the expected object by default;
/// <c>normalize</c>, whether texts are normalised as by <c>normalized_text</c>, false by default.
/// </summary>
internal sealed class JsonFieldMatchMetric : IMetric
{
    private const string Fields = "fields";

    /// <inheritdoc/>
    public string Id => "json_field_match";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var expected = ExpectedValue.Read(Id, reader);
        var fields = Pairs(reader);
        var normalize = reader.Flag("normalize", false);
        reader.Done();
        return (context, _) =>
        {
            var right = expected.Of(context.Item);
            var pairs = fields ?? All(expected, context.Item, right);
            if (ActualValue.Json(context) is not { } actual)
                return ValueTask.FromResult(new MetricResult(0, "The answer holds no JSON."));
            var wrong = pairs.Where(pair => !AreEqual(
                    pair.Actual.Find(actual),
                    pair.Expected.Find(right) ?? throw expected.Fault(context.Item, $"has no '{pair.Expected.Text}'"),
                    normalize))
                .Select(pair => pair.Actual.Text)
                .ToList();
            return ValueTask.FromResult(new MetricResult(
                pairs.Count == 0 ? 1 : (double)(pairs.Count - wrong.Count) / pairs.Count,
                wrong.Count == 0 ? null : $"Not as expected: {string.Join(", ", wrong)}."));
        };
    }

    private static bool AreEqual(JsonElement? actual, JsonElement expected, bool normalize) => (actual, expected.ValueKind) switch
    {
        (null, var kind) => kind == JsonValueKind.Null,
        ({ ValueKind: JsonValueKind.String } text, JsonValueKind.String) when normalize => Similarity.Normalized(text.GetString()!, expected.GetString()!),
        ({ } value, _) => new JsonValue(value).Equals(new JsonValue(expected)),
    };

    private static List<FieldPair> All(ExpectedValue expected, Item item, JsonElement right)
    {
        if (right.ValueKind != JsonValueKind.Object)
            throw expected.Fault(item, "is no object; name the fields to compare in the setting 'fields'");
        return [.. right.EnumerateObject().Select(property => ItemPath.OfName(property.Name)).Select(path => new FieldPair(path, path))];
    }

    private static List<FieldPair>? Pairs(ConfigReader reader)
    {
        switch (reader.Raw(Fields))
        {
            case null:
                return null;
            case { ValueKind: JsonValueKind.Array } list:
                return [.. list.EnumerateArray().Select((entry, i) => Path(reader, string.Create(CultureInfo.InvariantCulture, $"{Fields}[{i}]"), entry)).Select(path => new FieldPair(path, path))];
            case { ValueKind: JsonValueKind.Object } map:
                return [.. map.EnumerateObject().Select(entry => new FieldPair(
                    Path(reader, $"{Fields}.{entry.Name}", entry.Name),
                    Path(reader, $"{Fields}.{entry.Name}", entry.Value)))];
            default:
                reader.Fail(Fields, "'fields' must be an array of paths, or an object of paths to paths.");
                return null;
        }
    }

    private static ItemPath Path(ConfigReader reader, string place, JsonElement text) =>
        Path(reader, place, text.ValueKind == JsonValueKind.String ? text.GetString()! : "");

    private static ItemPath Path(ConfigReader reader, string place, string text)
    {
        if (ItemPath.TryParse(text) is { } path)
            return path;
        reader.Fail(place, $"'{text}' is no path; write one such as 'answer' or 'labels[0].name'.");
        return ItemPath.OfName(text);
    }

    private sealed record FieldPair(ItemPath Actual, ItemPath Expected);
}
