using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Extractors;
using Assay.Identity;
using Assay.Specs.Serialization;

namespace Assay.Metrics;

/// <summary>What a metric scores: the parsed value, or the output's text where there is none.</summary>
internal static class ActualValue
{
    /// <summary>The value as text.</summary>
    public static string Text(MetricContext context) => context.Parsed is null ? context.Output.Text : TextOf(context.Parsed);

    /// <summary>The value as JSON: a text is searched for JSON; null when it holds none.</summary>
    public static JsonElement? Json(MetricContext context) => (context.Parsed ?? context.Output.Text) switch
    {
        JsonElement { ValueKind: JsonValueKind.String } json => EmbeddedJson.Find(json.GetString()!),
        JsonElement json => json,
        string text => EmbeddedJson.Find(text),
        var value => ReflectedJson.Of(value),
    };

    /// <summary>The value as a list: the entries of a sequence or JSON array, or the parts of a text.</summary>
    public static IEnumerable<string> List(object? value, string separator) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Array } json => json.EnumerateArray().Select(entry => TextOf(entry)),
        IEnumerable and not string => ((IEnumerable)value).Cast<object?>().Select(TextOf),
        _ => TextOf(value).Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    };

    /// <summary>Any value as text: nothing for null, numbers without trailing zeros, <c>true</c> and <c>false</c>, and whatever has parts as canonical JSON.</summary>
    public static string TextOf(object? value) => value switch
    {
        null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        JsonElement { ValueKind: JsonValueKind.Number } json when json.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 => json.GetRawText(),
        JsonElement json => Encoding.UTF8.GetString(CanonicalJson.Write(json)),
        double number => TextOf(JsonSerializer.SerializeToElement(number, PlainJson.Default.Double)),
        float number => TextOf(JsonSerializer.SerializeToElement(number, PlainJson.Default.Single)),
        decimal number => TextOf(JsonSerializer.SerializeToElement(number, PlainJson.Default.Decimal)),
        Enum name => name.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => TextOf(ReflectedJson.Of(value)),
    };
}
