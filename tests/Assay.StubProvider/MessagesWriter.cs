using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Assay.StubProvider;

/// <summary>Writes answers in the form of Anthropic's interface of messages, whole or streamed.</summary>
internal static class MessagesWriter
{
    public static async Task WriteAsync(HttpContext context, StubRequest request, StubAnswer answer, StubFault? fault)
    {
        context.Response.Headers["request-id"] = string.Create(CultureInfo.InvariantCulture, $"req-{request.Number}");
        context.Response.ContentType = request.Streams ? "text/event-stream" : "application/json";
        var pieces = request.Streams ? Streamed(request, answer) : [.. Message(request, answer, isWhole: true).ToJsonString().Chunk(40).Select(static piece => new string(piece))];
        var cut = fault?.Kind is StubFaultKind.ResetMidway or StubFaultKind.Truncated ? Math.Max(1, pieces.Count / 2) : pieces.Count;
        foreach (var (index, piece) in pieces.Take(cut).Index())
        {
            if (index == cut - 1)
                Leaving.Now(context);
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(piece), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        if (fault?.Kind == StubFaultKind.ResetMidway)
            context.Abort();
    }

    private static JsonObject Message(StubRequest request, StubAnswer answer, bool isWhole) => new()
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"msg_{request.Number}"),
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = answer.Model ?? $"{request.Model}-2026-01-01",
        ["content"] = isWhole ? Content(answer) : new JsonArray(),
        ["stop_reason"] = isWhole ? Reason(answer) : null,
        ["stop_sequence"] = null,
        ["usage"] = Usage(request, isWhole ? answer : null),
    };

    private static JsonArray Content(StubAnswer answer)
    {
        var content = new JsonArray();
        if (answer.Text.Length > 0)
            content.Add(new JsonObject { ["type"] = "text", ["text"] = answer.Text });
        foreach (var call in answer.ToolCalls)
            content.Add(new JsonObject { ["type"] = "tool_use", ["id"] = call.Id, ["name"] = call.Name, ["input"] = JsonNode.Parse(call.Arguments) });
        return content;
    }

    private static string Reason(StubAnswer answer) => answer.Finish switch
    {
        "tool_calls" => "tool_use",
        "length" => "max_tokens",
        "content_filter" => "refusal",
        _ => "end_turn",
    };

    private static JsonObject Usage(StubRequest request, StubAnswer? answer) => new()
    {
        ["input_tokens"] = request.Messages.Sum(static message => ChatWriter.CountTokens(StubRequest.TextOf(message))),
        ["output_tokens"] = answer is null ? 1 : ChatWriter.CountTokens(answer.Text) + answer.ToolCalls.Count,
        ["cache_creation_input_tokens"] = 0,
        ["cache_read_input_tokens"] = 0,
    };

    private static List<string> Streamed(StubRequest request, StubAnswer answer)
    {
        var events = new List<JsonObject> { new() { ["type"] = "message_start", ["message"] = Message(request, answer, isWhole: false) } };
        var index = 0;
        if (answer.Text.Length > 0)
            AddBlock(events, index++, new JsonObject { ["type"] = "text", ["text"] = "" }, answer.Text.Chunk(5).Select(static piece => new JsonObject { ["type"] = "text_delta", ["text"] = new string(piece) }));
        foreach (var call in answer.ToolCalls)
        {
            AddBlock(
                events,
                index++,
                new JsonObject { ["type"] = "tool_use", ["id"] = call.Id, ["name"] = call.Name, ["input"] = new JsonObject() },
                [new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = call.Arguments }]);
        }

        events.Add(new JsonObject { ["type"] = "message_delta", ["delta"] = new JsonObject { ["stop_reason"] = Reason(answer), ["stop_sequence"] = null }, ["usage"] = Usage(request, answer) });
        events.Add(new JsonObject { ["type"] = "message_stop" });
        return events.ConvertAll(static one => $"event: {(string)one["type"]!}\ndata: {one.ToJsonString()}\n\n");
    }

    private static void AddBlock(List<JsonObject> events, int index, JsonObject start, IEnumerable<JsonObject> deltas)
    {
        events.Add(new JsonObject { ["type"] = "content_block_start", ["index"] = index, ["content_block"] = start });
        events.AddRange(deltas.Select(delta => new JsonObject { ["type"] = "content_block_delta", ["index"] = index, ["delta"] = delta }));
        events.Add(new JsonObject { ["type"] = "content_block_stop", ["index"] = index });
    }
}
