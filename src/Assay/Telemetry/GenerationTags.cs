using System.Diagnostics;
using Assay.Contracts;
using Assay.Errors;

namespace Assay.Telemetry;

/// <summary>What a generation's span and measurements are tagged with, by OpenTelemetry's conventions for generative AI.</summary>
internal static class GenerationTags
{
    /// <summary>The tags of a span when it begins.</summary>
    public static void AddRequest(Activity span, EngineRequest request, string operation)
    {
        var parameters = request.Params;
        span.SetTag("gen_ai.operation.name", operation);
        span.SetTag("gen_ai.provider.name", request.Model.Provider);
        span.SetTag("gen_ai.request.model", request.Model.WireName);
        span.SetTag("gen_ai.request.temperature", parameters.Temperature);
        span.SetTag("gen_ai.request.top_p", parameters.TopP);
        span.SetTag("gen_ai.request.top_k", parameters.TopK);
        span.SetTag("gen_ai.request.max_tokens", parameters.MaxTokens);
        span.SetTag("gen_ai.request.seed", request.Seed);
        if (parameters.Stop.Count > 0)
            span.SetTag("gen_ai.request.stop_sequences", parameters.Stop.ToArray());
        if (parameters.ResponseFormat is { } format)
            span.SetTag("gen_ai.output.type", format == "text" ? "text" : "json");
    }

    /// <summary>The tags of a span when it ends well.</summary>
    public static void AddResponse(Activity span, Output output)
    {
        span.SetTag("gen_ai.response.id", output.RequestId);
        span.SetTag("gen_ai.response.model", output.ModelVersion);
        span.SetTag("gen_ai.usage.input_tokens", output.InputTokens);
        span.SetTag("gen_ai.usage.output_tokens", output.OutputTokens);
        span.SetTag("gen_ai.usage.cache_read.input_tokens", output.CachedInputTokens);
        if (output.FinishReason is { } reason)
            span.SetTag("gen_ai.response.finish_reasons", new[] { reason });
    }

    /// <summary>The event of a turn of the conversation: who spoke and, of tools, which; never what was said.</summary>
    public static void AddTurn(Activity span, int index, ConversationTurn turn)
    {
        var role = turn.Role.ToString().ToLowerInvariant();
        ActivityTagsCollection tags = new() { ["gen_ai.message.role"] = role, ["assay.turn"] = index };
        if (turn.ToolName is { } tool)
            tags["gen_ai.tool.name"] = tool;
        if (turn.ToolCallId is { } call)
            tags["gen_ai.tool.call.id"] = call;
        span.AddEvent(new ActivityEvent($"gen_ai.{role}.message", tags: tags));
    }

    /// <summary>The event of a failure; of one that another attempt followed, with its number.</summary>
    public static void AddError(Activity span, string error, string? message, int? attempt)
    {
        ActivityTagsCollection tags = new() { ["exception.type"] = error, ["exception.message"] = message };
        if (attempt is not null)
            tags["assay.attempt"] = attempt;
        span.AddEvent(new ActivityEvent("exception", tags: tags));
    }

    /// <summary>What a candidate is called in spans.</summary>
    public static void AddScope(Activity span, TelemetryScope scope)
    {
        span.SetTag("assay.run", scope.Run);
        span.SetTag("assay.benchmark", scope.Benchmark);
        span.SetTag("assay.slice", scope.Slice);
        span.SetTag("assay.model", scope.Model);
        span.SetTag("assay.prompt", scope.Prompt);
        span.SetTag("assay.item", scope.Item);
        span.SetTag("assay.sample", scope.Sample);
    }

    /// <summary>The tags of measurements: few values each, so that they can be added up.</summary>
    public static TagList OfMeasurement(GenerationTrace trace, Output? output, ErrorCode? failure)
    {
        TagList tags =
        [
            new("gen_ai.operation.name", trace.Operation),
            new("gen_ai.provider.name", trace.Request.Model.Provider),
            new("gen_ai.request.model", trace.Request.Model.WireName),
        ];
        if (output?.ModelVersion is { } version)
            tags.Add("gen_ai.response.model", version);
        if (failure is { } code)
            tags.Add("error.type", code.Value);
        return tags;
    }
}
