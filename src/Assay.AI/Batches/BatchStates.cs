using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;

namespace Assay.AI.Batches;

/// <summary>Reads how a batch stands from what the provider says of it.</summary>
internal static class BatchStates
{
    /// <summary>How it stands.</summary>
    /// <param name="engine">The engine's id.</param>
    /// <param name="batch">What the provider says.</param>
    public static BatchStatus Read(string engine, JsonElement batch)
    {
        var status = TextOf(batch, "status");
        var counts = batch.TryGetProperty("request_counts", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        var answered = CountOf(counts, "completed") + CountOf(counts, "failed");
        return status switch
        {
            "completed" => new BatchStatus(true) { Answered = answered },
            "expired" => new BatchStatus(true) { Answered = answered, Unanswered = ErrorCode.Timeout, Reason = $"Provider '{engine}' did not come to this request before its batch expired." },
            "cancelled" => new BatchStatus(true) { Answered = answered, Unanswered = ErrorCode.BatchCancelled, Reason = $"The batch was cancelled at provider '{engine}' before it came to this request." },
            "failed" => Refused(engine, batch),
            _ => new BatchStatus(false) { Answered = answered },
        };
    }

    /// <summary>The state of a batch that the provider does not know any more.</summary>
    public static BatchStatus Gone(string engine) =>
        new(true) { Unanswered = ErrorCode.BatchCancelled, Reason = $"Provider '{engine}' does not know the batch of this request any more." };

    /// <summary>A member's text; null where there is none.</summary>
    public static string? TextOf(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static BatchStatus Refused(string engine, JsonElement batch)
    {
        var first = batch.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object && errors.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
            ? data.EnumerateArray().FirstOrDefault()
            : default;
        var (code, words) = first.ValueKind == JsonValueKind.Object ? (TextOf(first, "code"), TextOf(first, "message")) : (null, null);
        return new BatchStatus(true)
        {
            Unanswered = code is "token_limit_exceeded" or "request_limit_exceeded" or "rate_limit_exceeded" ? ErrorCode.RateLimit : ErrorCode.BadRequest,
            Reason = $"Provider '{engine}' refused the batch of this request{(code is null ? "" : $" ({code})")}: {words ?? "it did not say why."}",
        };
    }

    private static int CountOf(JsonElement counts, string member) =>
        counts.ValueKind == JsonValueKind.Object && counts.TryGetProperty(member, out var value) && value.TryGetInt32(out var count) ? count : 0;
}
