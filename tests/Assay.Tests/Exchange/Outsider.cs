using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assay.Tests.Exchange;

/// <summary>Whoever works on a bundle elsewhere: knows the format from its page alone and uses none of the product.</summary>
internal static class Outsider
{
    public static List<JsonObject> Read(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>Answers a generation bundle; a line for which null is given is left out.</summary>
    public static string Answer(string bundle, Func<JsonObject, JsonObject?> answer)
    {
        var lines = Read(bundle);
        var results = lines.Skip(1).Select(line => (Line: line, Result: answer(line))).Where(static one => one.Result is not null).ToList();
        foreach (var (line, result) in results)
            result!.Insert(0, "key", line["key"]!.GetValue<string>());
        return Write(lines[0], "assay.generation_results", results.Select(static one => one.Result!));
    }

    /// <summary>Answers a generation bundle as the test benchmark's engine would: with twice the item's number.</summary>
    public static string Double(string bundle) => Answer(bundle, static line => new JsonObject { ["output"] = Doubled(line) });

    public static string Doubled(JsonObject line) => (2 * line["item"]!["value"]!.GetValue<int>()).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Scores an evaluation bundle.</summary>
    public static string Score(string bundle, Func<JsonObject, JsonObject, JsonObject> score)
    {
        var lines = Read(bundle);
        var results = lines.Skip(1).SelectMany(line => line["scores"]!.AsArray().Select(one => (Line: line, Score: one!.AsObject()))).Select(one =>
        {
            var result = score(one.Line, one.Score);
            result.Insert(0, "key", one.Line["key"]!.GetValue<string>());
            result.Insert(1, "evaluation", one.Score["evaluation"]!.GetValue<string>());
            return result;
        }).ToList();
        return Write(lines[0], "assay.evaluation_results", results);
    }

    public static MemoryStream ToStream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static string Write(JsonObject header, string format, IEnumerable<JsonObject> results)
    {
        var all = results.Select(static result => result.ToJsonString()).ToList();
        header["format"] = format;
        header["count"] = all.Count;
        return string.Join('\n', all.Prepend(header.ToJsonString(JsonSerializerOptions.Default))) + "\n";
    }
}
