using Assay.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>The params of inference by their names in attributes and in JSON, and what their values must be.</summary>
internal static class InferenceRange
{
    /// <summary>The params that a grid may vary: the attribute's property and the key in JSON.</summary>
    public static IReadOnlyList<(string Property, string Key)> Params { get; } =
    [
        ("Temperature", "temperature"), ("TopP", "top_p"), ("TopK", "top_k"), ("MaxTokens", "max_tokens"), ("Stop", "stop"),
        ("Seed", "seed"), ("ResponseFormat", "response_format"), ("Logprobs", "logprobs"),
    ];

    /// <summary>What a value must be and is not; null where it is.</summary>
    public static string? ProblemOf(string property, object value) => (property, value) switch
    {
        ("Temperature", double number) => number >= 0 && !double.IsInfinity(number) ? null : "at least 0",
        ("TopP", double number) => number is > 0 and <= 1 ? null : "above 0 and at most 1",
        ("TopK" or "MaxTokens", int number) => number >= 1 ? null : "at least 1",
        ("Logprobs", int number) => number >= 0 ? null : "at least 0",
        ("ResponseFormat", string format) => format is "text" or "json" or "json_schema" ? null : "text, json or json_schema",
        ("Stop", string stop) => stop.Length > 0 ? null : "a text that is not empty",
        _ => null,
    };

    /// <summary>Reports extras that have a parameter's name.</summary>
    public static void CheckExtras(ReadingContext context, AttributeData attribute)
    {
        foreach (var (text, place) in attribute.NamedTexts("Extras"))
        {
            var key = text.Split('=')[0].Trim();
            var property = key == "extras" ? "the key itself" : Params.FirstOrDefault(parameter => parameter.Key == key).Property;
            if (property is not null)
                context.Report(Mend.Removal(MendNames.Element), InferenceRules.NamedExtra, place, key, property);
        }
    }
}
