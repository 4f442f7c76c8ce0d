using System.Text.Json.Nodes;
using Assay.Cli.Reading;
using Assay.Storage;

namespace Assay.Cli.Commands;

/// <summary>A candidate as JSON.</summary>
internal static class CandidateJson
{
    /// <summary>One object; members without a value are null.</summary>
    /// <param name="page">The candidate.</param>
    /// <param name="format">The document's format; null within another document.</param>
    public static JsonObject Of(CandidatePage page, string? format)
    {
        var one = page.Generation;
        var json = new JsonObject();
        if (format is not null)
            json["format"] = format;
        json["candidate"] = one.Key.ToString();
        json["status"] = one.Status == GenerationStatus.Completed ? "completed" : "failed";
        json["run"] = $"r{one.RunId}";
        json["places"] = Array(page.Places, static place => new JsonObject { ["slice"] = place.Plan.Slice, ["item"] = place.Item, ["model"] = place.Model, ["prompt"] = place.Prompt, ["params"] = place.Params, ["sample"] = place.Sample });
        json["seed"] = one.Seed;
        json["params"] = one.ParamsJson is { } parameters ? JsonNode.Parse(parameters) : null;
        json["started"] = one.Started;
        json["duration_ms"] = one.Duration.TotalMilliseconds;
        json["attempts"] = one.Attempts;
        json["input_tokens"] = one.InputTokens;
        json["output_tokens"] = one.OutputTokens;
        json["finish_reason"] = one.FinishReason;
        json["model_version"] = one.ModelVersion;
        json["failure"] = one.Failure?.Value;
        json["failure_message"] = one.FailureMessage;
        json["output"] = page.Output;
        json["item"] = page.Places.Select(static place => place.ItemJson).OfType<string>().FirstOrDefault() is { } item ? JsonNode.Parse(item) : null;
        json["conversation"] = Array(one.Turns, static turn => new JsonObject
        {
            ["role"] = turn.Role.ToString().ToLowerInvariant(),
            ["text"] = turn.Text,
            ["tool"] = turn.ToolName,
            ["call"] = turn.ToolCallId,
            ["arguments"] = turn.Arguments is { } arguments ? JsonNode.Parse(arguments.ToString()!) : null,
        });
        json["parses"] = Array(page.Parses, static parse => new JsonObject { ["parse"] = parse.Id, ["success"] = parse.Details.Success, ["failure"] = parse.Details.Failure?.Value, ["text"] = parse.Details.Text });
        json["scores"] = Array(page.Scores, static score => new JsonObject
        {
            ["metric"] = score.Metric,
            ["item"] = score.Item,
            ["value"] = score.Details.Value,
            ["failure"] = score.Details.Failure?.Value,
            ["explanation"] = score.Details.Explanation,
            ["judge_calls"] = Array(score.Details.JudgeCalls, static call => JsonNode.Parse(call.Json)),
        });
        json["timeline"] = Array(page.Events, static step => new JsonObject
        {
            ["at"] = step.At,
            ["kind"] = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(step.Kind.ToString()),
            ["name"] = step.Name,
            ["duration_ms"] = step.Duration?.TotalMilliseconds,
            ["code"] = step.Code?.Value,
            ["value"] = step.Value,
            ["text"] = step.Text,
        });
        return json;
    }

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => new([.. items.Select(write)]);
}
