using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Extractors;
using Assay.Specs;
using JsonValue = Assay.Specs.JsonValue;

namespace Assay.Judges;

/// <summary>The form of a judge's verdict: what is asked for, and how an answer is read, tolerantly.</summary>
internal sealed class Verdicts
{
    private const int MostChoices = 21;
    private static readonly string[] Names = ["verdict", "score", "grade", "rating", "label", "winner"];
    private static readonly string[] Reasons = ["explanation", "reason", "reasoning", "rationale"];

    private readonly JudgeScale scale;
    private readonly Dictionary<string, double> words;

    /// <summary>The verdicts of a scale.</summary>
    public Verdicts(JudgeScale scale)
    {
        this.scale = scale;
        words = new Dictionary<string, double>(scale.Labels, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The verdicts of a comparison: which of two, or neither.</summary>
    public static Verdicts OfTwo { get; } = new(JudgeScale.Words(("A", 1), ("B", 0), ("tie", 0.5)));

    /// <summary>The scale in words.</summary>
    public string Words => words.Count > 0
        ? $"with one of these words: {string.Join(", ", scale.Labels.OrderByDescending(static pair => pair.Value).Select(static pair => pair.Key))}"
        : string.Create(CultureInfo.InvariantCulture, $"with a {(scale.Whole ? "whole number" : "number")} from {scale.Least} (worst) to {scale.Most} (best)");

    /// <summary>The JSON schema of a verdict, in the strict form that providers take.</summary>
    public JsonValue Schema()
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["explanation"] = new JsonObject { ["type"] = "string", ["description"] = "Why, in a sentence or two." },
                ["verdict"] = VerdictSchema(),
            },
            ["required"] = new JsonArray("explanation", "verdict"),
            ["additionalProperties"] = false,
        };
        return JsonValue.Parse(schema.ToJsonString());
    }

    /// <summary>Reads an answer: the verdict of the first JSON object in it, or an answer that is nothing but a verdict.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="problem">Why it cannot be read; empty where it can.</param>
    /// <returns>The grade, its word and the explanation; null where it cannot be read.</returns>
    public (double Score, string? Label, string? Explanation)? Read(string text, out string problem)
    {
        problem = "";
        if (EmbeddedJson.Find(text) is { ValueKind: JsonValueKind.Object } json)
        {
            if (Member(json, Names) is not { } verdict)
            {
                problem = "has no member 'verdict'";
                return null;
            }

            return Grade(verdict.ValueKind == JsonValueKind.String ? verdict.GetString()! : verdict.GetRawText(), out problem) is { } grade
                ? (grade.Score, grade.Label, Member(json, Reasons) is { ValueKind: JsonValueKind.String } why ? why.GetString() : null)
                : null;
        }

        return Grade(text, out problem) is { } bare ? (bare.Score, bare.Label, null) : null;
    }

    private JsonObject VerdictSchema()
    {
        if (words.Count > 0)
            return new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. scale.Labels.Keys.Select(static word => (JsonNode)word)]) };
        var choices = (int)Math.Min(int.MaxValue, scale.Most - scale.Least + 1);
        return scale.Whole && choices <= MostChoices
            ? new JsonObject { ["type"] = "integer", ["enum"] = new JsonArray([.. Enumerable.Range(0, choices).Select(step => (JsonNode)(int)(scale.Least + step))]) }
            : new JsonObject { ["type"] = scale.Whole ? "integer" : "number" };
    }

    private (double Score, string? Label)? Grade(string text, out string problem)
    {
        var word = text.Trim().Trim('"', '\'', '*', '`', '.', ' ');
        problem = words.Count > 0 ? $"'{Short(word)}' is none of {string.Join(", ", scale.Labels.Keys)}" : $"'{Short(word)}' is no grade {Words}";
        if (words.Count > 0)
            return words.TryGetValue(word, out var value) ? (value, scale.Labels.Keys.First(label => string.Equals(label, word, StringComparison.OrdinalIgnoreCase))) : null;
        var slash = word.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && double.TryParse(word.AsSpan(slash + 1), CultureInfo.InvariantCulture, out var most) && most == scale.Most)
            word = word[..slash];
        var isGrade = double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= scale.Least && number <= scale.Most && (!scale.Whole || number == Math.Floor(number));
        return isGrade ? (number, null) : null;
    }

    private static JsonElement? Member(JsonElement json, string[] names)
    {
        foreach (var name in names)
        {
            foreach (var member in json.EnumerateObject())
            {
                if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                    return member.Value;
            }
        }

        return null;
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
