using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Contracts;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>Writes judge calls as the store keeps them.</summary>
internal static class JudgeCallJson
{
    public static JudgeCallRecord Of(JudgeCall call)
    {
        var json = new JsonObject
        {
            ["judge"] = call.JudgeId,
            ["version"] = call.JudgeVersion,
            ["prompt"] = call.Prompt,
            ["answer"] = call.Answer,
            ["score"] = call.Score is { } score && double.IsFinite(score) ? score : null,
            ["failure"] = call.Failure,
            ["key"] = call.Key?.ToString(),
            ["seed"] = call.Seed,
            ["input_tokens"] = call.InputTokens,
            ["output_tokens"] = call.OutputTokens,
            ["duration_ms"] = call.Duration.TotalMilliseconds,
        };
        foreach (var absent in json.Where(static member => member.Value is null).Select(static member => member.Key).ToList())
            json.Remove(absent);
        return new JudgeCallRecord(json.ToJsonString(Relaxed));
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
