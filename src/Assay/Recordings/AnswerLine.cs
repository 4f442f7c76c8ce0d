using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Recordings;

/// <summary>Writes and reads an answer as one line of JSON.</summary>
internal static class AnswerLine
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a line without its end.</summary>
    public static void Write(Stream stream, RecordedAnswer answer)
    {
        using var json = new Utf8JsonWriter(stream, Relaxed);
        json.WriteStartObject();
        json.WriteString("key", answer.Key.ToString());
        Text(json, "judge", answer.Judge);
        Text(json, "judge_version", answer.JudgeVersion);
        if (!answer.Graded.IsEmpty)
        {
            json.WriteStartArray("graded");
            foreach (var graded in answer.Graded)
                json.WriteStringValue(graded.ToString());
            json.WriteEndArray();
        }

        json.WriteString("model", answer.Model);
        json.WriteNumber("seed", answer.Seed);
        json.WriteNumber("attempt", answer.Attempt);
        json.WriteNumber("duration_ms", answer.Duration.TotalMilliseconds);
        Text(json, "batch", answer.Batch?.OriginalString);
        if (!answer.Faults.IsEmpty)
            WriteFaults(json, answer);
        WriteOutput(json, answer.Output);
        json.WriteEndObject();
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="Exception">It is no such line: <see cref="JsonException"/>, <see cref="FormatException"/>, <see cref="InvalidOperationException"/> or <see cref="KeyNotFoundException"/>.</exception>
    public static RecordedAnswer Read(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        var json = document.RootElement;
        return new RecordedAnswer(KeyOf(json.GetProperty("key")), OutputOf(json.GetProperty("output")), json.GetProperty("attempt").GetInt32())
        {
            Model = Text(json, "model") ?? "",
            Seed = json.TryGetProperty("seed", out var seed) ? seed.GetInt64() : 0,
            Duration = Span(json, "duration_ms") ?? TimeSpan.Zero,
            Batch = Text(json, "batch") is { } batch ? new Uri(batch) : null,
            Judge = Text(json, "judge"),
            JudgeVersion = Text(json, "judge_version"),
            Graded = json.TryGetProperty("graded", out var graded) ? [.. graded.EnumerateArray().Select(KeyOf)] : [],
            Faults = json.TryGetProperty("failed", out var failed) ? [.. failed.EnumerateArray().Select(FaultOf)] : [],
        };
    }

    private static void WriteFaults(Utf8JsonWriter json, RecordedAnswer answer)
    {
        json.WriteStartArray("failed");
        foreach (var fault in answer.Faults)
        {
            json.WriteStartObject();
            json.WriteNumber("attempt", fault.Attempt);
            json.WriteString("code", fault.Code);
            Text(json, "message", fault.Message);
            json.WriteNumber("duration_ms", fault.Duration.TotalMilliseconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOutput(Utf8JsonWriter json, Output output)
    {
        json.WriteStartObject("output");
        json.WriteString("text", output.Text);
        Number(json, "input_tokens", output.InputTokens);
        Number(json, "cached_input_tokens", output.CachedInputTokens);
        Number(json, "output_tokens", output.OutputTokens);
        Text(json, "finish_reason", output.FinishReason);
        Text(json, "request_id", output.RequestId);
        Text(json, "model_version", output.ModelVersion);
        Number(json, "first_token_ms", output.TimeToFirstToken?.TotalMilliseconds);
        if (output.Conversation.Count > 0)
        {
            json.WriteStartArray("conversation");
            foreach (var turn in output.Conversation)
                WriteTurn(json, turn);
            json.WriteEndArray();
        }

        if (output.Logprobs.Count > 0)
        {
            json.WritePropertyName("logprobs");
            LogprobJson.Write(json, output.Logprobs);
        }

        json.WriteEndObject();
    }

    private static void WriteTurn(Utf8JsonWriter json, ConversationTurn turn)
    {
        json.WriteStartObject();
        json.WriteString("role", turn.Role.ToString().ToLowerInvariant());
        json.WriteString("text", turn.Text);
        Text(json, "tool", turn.ToolName);
        Text(json, "call", turn.ToolCallId);
        if (turn.Arguments is { } arguments)
        {
            json.WritePropertyName("arguments");
            arguments.Element.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static Output OutputOf(JsonElement json) => new(json.GetProperty("text").GetString() ?? throw new FormatException("The output has no text."))
    {
        InputTokens = Count(json, "input_tokens"),
        CachedInputTokens = Count(json, "cached_input_tokens"),
        OutputTokens = Count(json, "output_tokens"),
        FinishReason = Text(json, "finish_reason"),
        RequestId = Text(json, "request_id"),
        ModelVersion = Text(json, "model_version"),
        TimeToFirstToken = Span(json, "first_token_ms"),
        Logprobs = json.TryGetProperty("logprobs", out var logprobs) ? LogprobJson.Read(logprobs) : [],
        Conversation = json.TryGetProperty("conversation", out var turns) ? ValueList.From(turns.EnumerateArray().Select(TurnOf)) : [],
    };

    private static ConversationTurn TurnOf(JsonElement json) => new(Enum.Parse<MessageRole>(json.GetProperty("role").GetString()!, ignoreCase: true), json.GetProperty("text").GetString()!)
    {
        ToolName = Text(json, "tool"),
        ToolCallId = Text(json, "call"),
        Arguments = json.TryGetProperty("arguments", out var arguments) ? new JsonValue(arguments.Clone()) : null,
    };

    private static RecordedFault FaultOf(JsonElement json) =>
        new(json.GetProperty("attempt").GetInt32(), json.GetProperty("code").GetString()!, Text(json, "message"), Span(json, "duration_ms") ?? TimeSpan.Zero);

    private static Hash128 KeyOf(JsonElement json) =>
        Hash128.TryParse(json.GetString(), out var key) ? key : throw new FormatException($"'{json}' is no identity of 32 hexadecimal digits.");

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int? Count(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    private static TimeSpan? Span(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? TimeSpan.FromMilliseconds(value.GetDouble()) : null;
}
