using System.Text.Json;
using Assay.Specs;

namespace Assay.Compilation;

/// <summary>Sets one inference parameter by its key.</summary>
internal static class InferenceOverride
{
    /// <summary>Sets a parameter; false when the value does not fit it.</summary>
    /// <param name="set">The params to change.</param>
    /// <param name="key">The parameter's key in snake case; an unknown one is an extra.</param>
    /// <param name="value">The value; null restores the provider's default.</param>
    /// <param name="applied">The changed params; <paramref name="set"/> when the value does not fit.</param>
    /// <param name="wanted">What the value must be.</param>
    public static bool TryApply(InferenceParams set, string key, JsonValue value, out InferenceParams applied, out string wanted)
    {
        var json = value.Element;
        InferenceParams? result;
        (result, wanted) = key switch
        {
            "temperature" => (Real(json, static t => t >= 0, out var t) ? set with { Temperature = t } : null, "a number of at least 0"),
            "top_p" => (Real(json, static p => p is > 0 and <= 1, out var p) ? set with { TopP = p } : null, "a number above 0 and at most 1"),
            "top_k" => (Whole(json, 1, out var k) ? set with { TopK = k } : null, "a whole number of at least 1"),
            "max_tokens" => (Whole(json, 1, out var m) ? set with { MaxTokens = m } : null, "a whole number of at least 1"),
            "logprobs" => (Whole(json, 0, out var l) ? set with { Logprobs = l } : null, "a whole number of at least 0"),
            "seed" => (Seed(json, out var s) ? set with { Seed = s } : null, "a whole number"),
            "stop" => (Stop(json) is { } stop ? set with { Stop = stop } : null, "a text or a list of texts"),
            "response_format" => (Format(json, out var f) ? set with { ResponseFormat = f } : null, "text, json or json_schema"),
            "extras" => (null, "a key of its own: name the extra itself as the override's key"),
            _ => (set with { Extras = set.Extras.With(key, value) }, ""),
        };
        applied = result ?? set;
        return result is not null;
    }

    private static bool Real(JsonElement json, Func<double, bool> fits, out double? value)
    {
        value = json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;
        return json.ValueKind == JsonValueKind.Null || (value is { } found && fits(found));
    }

    private static bool Whole(JsonElement json, int least, out int? value)
    {
        value = json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) ? number : null;
        return json.ValueKind == JsonValueKind.Null || value >= least;
    }

    private static bool Seed(JsonElement json, out long? value)
    {
        value = json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number) ? number : null;
        return json.ValueKind == JsonValueKind.Null || value is not null;
    }

    private static ValueList<string>? Stop(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array when json.EnumerateArray().All(static text => text.ValueKind == JsonValueKind.String) => ValueList.From(json.EnumerateArray().Select(static text => text.GetString()!)),
        _ => null,
    };

    private static bool Format(JsonElement json, out string? value)
    {
        value = json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        return json.ValueKind == JsonValueKind.Null || value is "text" or "json" or "json_schema";
    }
}
