using System.Text.Json;
using Assay.Errors;
using Assay.Specs;
using Microsoft.Extensions.AI;

namespace Assay.Evaluation;

/// <summary>Turns chats of words into prompts and back.</summary>
internal static class ChatTexts
{
    /// <summary>The prompt of a chat.</summary>
    /// <exception cref="EngineException"><see cref="ErrorCode.BadRequest"/>: a message holds more than words and images.</exception>
    public static Prompt ToPrompt(IEnumerable<ChatMessage> messages) => new([.. messages.Select(ToMessage)]);

    /// <summary>The chat of a prompt.</summary>
    public static List<ChatMessage> ToMessages(Prompt prompt) => [.. prompt.Messages.Select(static message => new ChatMessage(RoleOf(message.Role), [new TextContent(message.Text), .. message.Images.Select(ImageOf)]))];

    /// <summary>The params of a chat.</summary>
    /// <param name="options">What was asked for; null for nothing.</param>
    /// <param name="defaults">What holds where nothing was.</param>
    public static InferenceParams ToParams(ChatOptions? options, InferenceParams defaults)
    {
        if (options is null)
            return defaults;
        if (options.Tools is { Count: > 0 })
            throw new EngineException(ErrorCode.BadRequest, "The evaluator wants tools, which models of a run do not call for it; give it a client of its own.");
        var set = defaults with
        {
            Temperature = options.Temperature is { } temperature ? Exactly(temperature) : defaults.Temperature,
            TopP = options.TopP is { } topP ? Exactly(topP) : defaults.TopP,
            TopK = options.TopK ?? defaults.TopK,
            MaxTokens = options.MaxOutputTokens ?? defaults.MaxTokens,
            Seed = options.Seed ?? defaults.Seed,
            Stop = options.StopSequences is { Count: > 0 } stop ? ValueList.From(stop) : defaults.Stop,
        };
        return options.ResponseFormat switch
        {
            ChatResponseFormatJson { Schema: { } schema } json => set with { ResponseFormat = "json_schema", Extras = new ValueMap<JsonValue>([.. set.Extras.Where(static one => !one.Key.StartsWith("json_schema", StringComparison.Ordinal)), .. SchemaOf(schema, json.SchemaName)]) },
            ChatResponseFormatJson => set with { ResponseFormat = "json" },
            ChatResponseFormatText => set with { ResponseFormat = "text" },
            _ => set,
        };
    }

    /// <summary>The options of params.</summary>
    public static ChatOptions ToOptions(ModelSpec model, InferenceParams set) => new()
    {
        ModelId = model.WireName,
        Temperature = (float?)set.Temperature,
        TopP = (float?)set.TopP,
        TopK = set.TopK,
        MaxOutputTokens = set.MaxTokens,
        Seed = set.Seed,
        StopSequences = set.Stop.Count > 0 ? [.. set.Stop] : null,
        ResponseFormat = set.ResponseFormat switch
        {
            "json" => ChatResponseFormat.Json,
            "json_schema" when set.Extras.TryGetValue("json_schema", out var schema) => ChatResponseFormat.ForJsonSchema(schema.Element),
            _ => null,
        },
    };

    /// <summary>The response that an output is.</summary>
    public static ChatResponse ToResponse(Output output) => new(new ChatMessage(ChatRole.Assistant, output.Text))
    {
        ModelId = output.ModelVersion,
        ResponseId = output.RequestId,
        FinishReason = output.FinishReason is { } reason ? new ChatFinishReason(reason) : null,
        Usage = output is { InputTokens: null, OutputTokens: null } ? null : new UsageDetails
        {
            InputTokenCount = output.InputTokens,
            CachedInputTokenCount = output.CachedInputTokens,
            OutputTokenCount = output.OutputTokens,
            TotalTokenCount = output.InputTokens + output.OutputTokens,
        },
    };

    /// <summary>The output that a response is.</summary>
    public static Output ToOutput(ChatResponse response) => new(response.Text)
    {
        InputTokens = (int?)response.Usage?.InputTokenCount,
        CachedInputTokens = (int?)response.Usage?.CachedInputTokenCount,
        OutputTokens = (int?)response.Usage?.OutputTokenCount,
        FinishReason = response.FinishReason?.Value,
        RequestId = response.ResponseId,
        ModelVersion = response.ModelId,
    };

    private static Message ToMessage(ChatMessage message)
    {
        var images = new List<string>();
        foreach (var content in message.Contents)
        {
            switch (content)
            {
                case TextContent or TextReasoningContent:
                    break;
                case DataContent data when data.HasTopLevelMediaType("image"):
                    images.Add(data.Uri);
                    break;
                case UriContent uri when uri.HasTopLevelMediaType("image"):
                    images.Add(uri.Uri.ToString());
                    break;
                default:
                    throw new EngineException(ErrorCode.BadRequest, $"The evaluator sends a {content.GetType().Name}, and models of a run are sent words and images; give it a client of its own.");
            }
        }

        return new Message(RoleOf(message.Role), message.Text) { Images = ValueList.From(images) };
    }

    private static MessageRole RoleOf(ChatRole role) =>
        role == ChatRole.System ? MessageRole.System : role == ChatRole.Assistant ? MessageRole.Assistant : role == ChatRole.Tool ? MessageRole.Tool : MessageRole.User;

    private static ChatRole RoleOf(MessageRole role) => role switch
    {
        MessageRole.System or MessageRole.Developer => ChatRole.System,
        MessageRole.Assistant => ChatRole.Assistant,
        MessageRole.Tool => ChatRole.Tool,
        _ => ChatRole.User,
    };

    private static AIContent ImageOf(string image) => image.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? new DataContent(image) : new UriContent(image, "image/*");

    private static IEnumerable<KeyValuePair<string, JsonValue>> SchemaOf(JsonElement schema, string? name)
    {
        yield return KeyValuePair.Create("json_schema", new JsonValue(schema));
        if (name is not null)
            yield return KeyValuePair.Create("json_schema_name", JsonValue.Parse(JsonSerializer.Serialize(name)));
    }

    /// <summary>The number that was written, such as 0.1, and not its nearest neighbour of half the width.</summary>
    private static double Exactly(float number) => double.Parse(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
