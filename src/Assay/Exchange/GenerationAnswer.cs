using System.Collections.Frozen;
using System.Text.Json;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Exchange;

/// <summary>What somebody else's engine gave for one generation: an output, or the error with which it failed.</summary>
/// <param name="Output">The output; null for an error.</param>
/// <param name="Failure">The error's code; null for an output.</param>
/// <param name="FailureMessage">The error's message; null for none.</param>
internal sealed record GenerationAnswer(Output? Output, ErrorCode? Failure, string? FailureMessage)
{
    private static readonly FrozenSet<string> TurnMembers = FrozenSet.ToFrozenSet(["role", "content", "tool_name", "tool_call_id", "arguments"], StringComparer.Ordinal);
    private static readonly FrozenSet<string> TokenMembers = FrozenSet.ToFrozenSet(["t", "p", "top"], StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, MessageRole> Roles = Enum.GetValues<MessageRole>().ToFrozenDictionary(CandidateJson.NameOf, StringComparer.Ordinal);

    /// <summary>The names of the members that hold it.</summary>
    public static IReadOnlyList<string> Members { get; } =
    [
        "output", "error", "input_tokens", "cached_input_tokens", "output_tokens", "finish_reason", "request_id", "model_version",
        "first_token_ms", "logprobs", "turns", "started", "duration_ms", "attempts",
    ];

    /// <summary>When it was begun; null when that is not known.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>How long it took; zero when that is not known.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How many attempts it took.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Reads it from a line; null where something is wrong, which is a problem then.</summary>
    public static GenerationAnswer? Read(LineFields fields)
    {
        var text = fields.LooseText("output");
        var error = ResultError.Read(fields);
        if (fields.Has("output") && fields.Has("error"))
            fields.Problem(ErrorCode.ImportMismatch, "The line has both an output and an error; keep the one that is true.");
        else if (!fields.Has("output") && !fields.Has("error"))
            fields.Problem(ErrorCode.ImportMissing, "The line has neither an output nor an error; add the one that is true. An empty output is \"\" in JSON lines; in CSV an empty value counts as absent.");
        var answer = new GenerationAnswer(text is null ? null : OutputOf(fields, text), error?.Code, error?.Message)
        {
            Started = fields.Instant("started"),
            Duration = fields.Milliseconds("duration_ms") ?? TimeSpan.Zero,
            Attempts = fields.Whole("attempts", 1) ?? 1,
        };
        return fields.IsSound ? answer : null;
    }

    /// <summary>What it says, to be compared: the output's text or the error's code.</summary>
    public Hash128 Digest()
    {
        var digest = new Digest("answer/1", stackalloc byte[1024]);
        digest.Add(Output?.Text);
        digest.Add(Failure?.Value);
        return digest.Finish();
    }

    private static Output OutputOf(LineFields fields, string text) => new(text)
    {
        InputTokens = fields.Whole("input_tokens"),
        CachedInputTokens = fields.Whole("cached_input_tokens"),
        OutputTokens = fields.Whole("output_tokens"),
        FinishReason = fields.Text("finish_reason"),
        RequestId = fields.Text("request_id"),
        ModelVersion = fields.Text("model_version"),
        TimeToFirstToken = fields.Milliseconds("first_token_ms"),
        Logprobs = ValueList.From(fields.Objects("logprobs", TokenMembers).Select(TokenOf).OfType<TokenLogprob>()),
        Conversation = ValueList.From(fields.Objects("turns", TurnMembers).Select(TurnOf).OfType<ConversationTurn>()),
    };

    private static TokenLogprob? TokenOf(LineFields token)
    {
        var isWhole = token.Require("t") & token.Require("p");
        var read = new TokenLogprob(token.LooseText("t") ?? "", LogprobOf(token, token.Number("p"))) { Alternatives = token.Numbers("top") };
        return isWhole && token.IsSound ? read : null;
    }

    private static double LogprobOf(LineFields token, double? logprob)
    {
        if (logprob is > 0)
            token.Malformed("p", "the logarithm of a probability, 0 or less");
        return logprob ?? 0;
    }

    private static ConversationTurn? TurnOf(LineFields turn)
    {
        var role = default(MessageRole);
        if (turn.Require("role") && turn.Text("role") is { } name && !Roles.TryGetValue(name, out role))
            turn.Malformed("role", $"one of {string.Join(", ", Roles.Keys.Order(StringComparer.Ordinal))}");
        var read = new ConversationTurn(role, turn.LooseText("content") ?? "")
        {
            ToolName = turn.Text("tool_name"),
            ToolCallId = turn.Text("tool_call_id"),
            Arguments = ArgumentsOf(turn),
        };
        return turn.IsSound ? read : null;
    }

    private static JsonValue? ArgumentsOf(LineFields turn)
    {
        try
        {
            return turn.Value("arguments") is { } arguments ? new JsonValue(arguments) : null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or JsonException or ArgumentException)
        {
            turn.Malformed("arguments", "valid Unicode");
            return null;
        }
    }
}
