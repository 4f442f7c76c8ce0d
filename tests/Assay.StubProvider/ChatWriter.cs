using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Assay.StubProvider;

/// <summary>Writes answers to chats, whole or streamed, and the faults that lie within them.</summary>
internal static class ChatWriter
{
    private const long Created = 1_700_000_000;

    /// <summary>The tokens of a text, by the stub's own count: one for each word.</summary>
    public static int CountTokens(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    public static async Task WriteAsync(HttpContext context, StubRequest request, StubAnswer answer, StubFault? fault)
    {
        if (fault?.Kind == StubFaultKind.DuplicateToolCalls)
            answer = answer with { ToolCalls = [.. answer.ToolCalls.SelectMany(static call => (StubToolCall[])[call, call])] };
        var id = string.Create(CultureInfo.InvariantCulture, $"chatcmpl-{request.Number}");
        context.Response.Headers["x-request-id"] = string.Create(CultureInfo.InvariantCulture, $"req-{request.Number}");
        var streams = request.Streams && fault?.Kind != StubFaultKind.NotStreamed;
        var pieces = streams ? Streamed(id, request, answer) : Whole(id, request, answer, fault);
        context.Response.ContentType = streams ? "text/event-stream" : "application/json";
        var cut = fault?.Kind is StubFaultKind.ResetMidway or StubFaultKind.Truncated ? Math.Max(1, pieces.Count / 2) : pieces.Count;
        foreach (var (index, piece) in pieces.Take(cut).Index())
        {
            if (index == cut - 1)
                Leaving.Now(context);
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(piece), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (fault?.Kind == StubFaultKind.SlowDrip)
                await Task.Delay(fault.Delay, context.RequestAborted);
        }

        if (fault?.Kind == StubFaultKind.ResetMidway)
            context.Abort();
    }

    /// <summary>A whole answer.</summary>
    public static JsonObject BodyOf(StubRequest request, StubAnswer answer) => BodyOf(string.Create(CultureInfo.InvariantCulture, $"chatcmpl-{request.Number}"), request, answer);

    private static JsonObject BodyOf(string id, StubRequest request, StubAnswer answer)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = answer.Text.Length == 0 && answer.ToolCalls.Count > 0 ? null : answer.Text, ["refusal"] = null };
        if (answer.ToolCalls.Count > 0)
            message["tool_calls"] = ToolCalls(answer, isStreamed: false);
        var body = Envelope(id, "chat.completion", request, answer);
        body["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["logprobs"] = StubLogprobs.Of(request, Pieces(answer.Text)), ["finish_reason"] = answer.Finish });
        body["usage"] = Usage(request, answer);
        return body;
    }

    private static List<string> Whole(string id, StubRequest request, StubAnswer answer, StubFault? fault)
    {
        var text = BodyOf(id, request, answer).ToJsonString();
        return fault is null ? [text] : [.. text.Chunk(40).Select(static piece => new string(piece))];
    }

    private static List<string> Streamed(string id, StubRequest request, StubAnswer answer)
    {
        var deltas = new List<JsonObject> { new() { ["role"] = "assistant", ["content"] = "" } };
        deltas.AddRange(Pieces(answer.Text).Select(static piece => new JsonObject { ["content"] = piece }));
        if (answer.ToolCalls.Count > 0)
            deltas.Add(new JsonObject { ["tool_calls"] = ToolCalls(answer, isStreamed: true) });
        var events = deltas.ConvertAll(delta => Chunk(delta, null));
        events.Add(Chunk([], answer.Finish));
        var last = Envelope(id, "chat.completion.chunk", request, answer);
        last["choices"] = new JsonArray();
        last["usage"] = Usage(request, answer);
        events.Add(last);
        return [.. events.Select(static one => $"data: {one.ToJsonString()}\n\n"), "data: [DONE]\n\n"];

        JsonObject Chunk(JsonObject delta, string? finish)
        {
            var chunk = Envelope(id, "chat.completion.chunk", request, answer);
            chunk["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["logprobs"] = delta["content"]?.GetValue<string>() is { Length: > 0 } piece ? StubLogprobs.Of(request, [piece]) : null, ["finish_reason"] = finish });
            return chunk;
        }
    }

    /// <summary>The stub's tokens: five characters each.</summary>
    private static IEnumerable<string> Pieces(string text) => text.Chunk(5).Select(static piece => new string(piece));

    private static JsonObject Envelope(string id, string kind, StubRequest request, StubAnswer answer) => new()
    {
        ["id"] = id,
        ["object"] = kind,
        ["created"] = Created,
        ["model"] = answer.Model ?? $"{request.Model}-2026-01-01",
        ["system_fingerprint"] = "fp_stub",
    };

    private static JsonArray ToolCalls(StubAnswer answer, bool isStreamed)
    {
        var calls = new JsonArray();
        foreach (var (index, call) in answer.ToolCalls.Index())
        {
            var one = new JsonObject { ["id"] = call.Id, ["type"] = "function", ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments } };
            if (isStreamed)
                one["index"] = index;
            calls.Add(one);
        }

        return calls;
    }

    private static JsonObject Usage(StubRequest request, StubAnswer answer)
    {
        var read = request.Messages.Sum(static message => CountTokens(StubRequest.TextOf(message)));
        var written = CountTokens(answer.Text) + answer.ToolCalls.Count;
        return new JsonObject
        {
            ["prompt_tokens"] = read,
            ["completion_tokens"] = written,
            ["total_tokens"] = read + written,
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 0 },
        };
    }
}
