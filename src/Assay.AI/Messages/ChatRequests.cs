using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;
using Microsoft.Extensions.AI;

namespace Assay.AI.Messages;

/// <summary>Turns a request's params and tools into the options of a chat.</summary>
internal static class ChatRequests
{
    private const string Schema = "json_schema";
    private const string SchemaName = "json_schema_name";

    private static readonly JsonElement NoArguments = JsonElement.Parse("""{"type":"object","properties":{}}""");

    /// <summary>The options.</summary>
    /// <param name="request">What the engine is asked.</param>
    /// <param name="capabilities">What the engine can do.</param>
    /// <param name="addExtras">Adds settings that only this provider knows; called even where there are none.</param>
    /// <exception cref="EngineException">An answer by a schema is asked for, and no schema is given: <see cref="ErrorCode.BadRequest"/>.</exception>
    public static ChatOptions From(EngineRequest request, EngineCapabilities capabilities, Action<ChatOptions, IReadOnlyDictionary<string, JsonElement>> addExtras)
    {
        var asked = request.Params;
        var extras = Extras(request);
        AddLogprobs(extras, asked);
        var options = new ChatOptions
        {
            ModelId = request.Model.WireName,
            Temperature = (float?)asked.Temperature,
            TopP = (float?)asked.TopP,
            TopK = asked.TopK,
            MaxOutputTokens = asked.MaxTokens,
            StopSequences = asked.Stop.Count > 0 ? [.. asked.Stop] : null,
            Seed = capabilities.Seed ? asked.Seed ?? request.Seed : null,
            ResponseFormat = FormatOf(asked, extras),
            Tools = request.Tools.Count > 0 ? [.. request.Tools.Select(DeclarationOf)] : null,
        };
        addExtras(options, extras);
        return options;
    }

    /// <summary>The form of the answer that is asked for; null for the provider's default.</summary>
    /// <exception cref="EngineException">An answer by a schema is asked for, and no schema is given: <see cref="ErrorCode.BadRequest"/>.</exception>
    public static ChatResponseFormat? FormatOf(EngineRequest request) => FormatOf(request.Params, Extras(request));

    /// <summary>Puts the extras where clients look for what they may know.</summary>
    public static void AddProperties(ChatOptions options, IReadOnlyDictionary<string, JsonElement> extras)
    {
        if (extras.Count > 0)
            options.AdditionalProperties ??= [];
        foreach (var (name, value) in extras)
            options.AdditionalProperties![name] = value;
    }

    /// <summary>Log probabilities are asked for as OpenAI's interface does.</summary>
    private static void AddLogprobs(Dictionary<string, JsonElement> extras, InferenceParams asked)
    {
        if (asked.Logprobs is not { } most)
            return;
        extras.TryAdd("logprobs", JsonElement.Parse("true"));
        if (most > 0)
            extras.TryAdd("top_logprobs", JsonSerializer.SerializeToElement(most));
    }

    /// <summary>The model's extras and those of the params, which come first.</summary>
    private static Dictionary<string, JsonElement> Extras(EngineRequest request)
    {
        var extras = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Model.Extras.Concat(request.Params.Extras))
            extras[name] = value.Element;
        return extras;
    }

    private static ChatResponseFormat? FormatOf(InferenceParams asked, Dictionary<string, JsonElement> extras)
    {
        if (asked.ResponseFormat != Schema)
        {
            return asked.ResponseFormat switch
            {
                "text" => ChatResponseFormat.Text,
                "json" => ChatResponseFormat.Json,
                _ => null,
            };
        }

        if (!extras.Remove(Schema, out var schema) || schema.ValueKind != JsonValueKind.Object)
            throw new EngineException(ErrorCode.BadRequest, $"The response format is '{Schema}' and there is no schema; give one as the extra '{Schema}' of the model or the inference params.");
        var name = extras.Remove(SchemaName, out var given) ? given.GetString() : null;
        return ChatResponseFormat.ForJsonSchema(schema, name ?? "answer");
    }

    private static AITool DeclarationOf(ToolSpec tool) => AIFunctionFactory.CreateDeclaration(tool.Id, tool.Description, tool.InputSchema?.Element ?? NoArguments);
}
