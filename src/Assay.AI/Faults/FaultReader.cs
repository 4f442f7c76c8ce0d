using System.ClientModel;
using System.Globalization;
using System.Text.Json;
using Assay.Errors;
using Assay.Runtime;

namespace Assay.AI.Faults;

/// <summary>Says with a stable code what went wrong with a call, and nothing of any secret.</summary>
/// <param name="engine">The engine's id.</param>
/// <param name="time">The clock.</param>
internal sealed class FaultReader(string engine, TimeProvider time)
{
    private const int Overloaded = 529;

    /// <summary>The failure of a call that threw.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="seen">What was seen of the call; null where nobody looked.</param>
    /// <param name="redactor">Takes secrets out.</param>
    public EngineException Read(Exception exception, HttpTrace? seen, SecretRedactor redactor)
    {
        var trace = seen?.Status is not null ? seen : TraceOf(exception) ?? seen;
        if (trace is { Status: { } status, IsAccepted: false })
            return OfStatus(status, trace, exception, redactor);
        var (code, what) = exception switch
        {
            EngineException known => (known.Code, known.Problems[0].Message),
            JsonException or FormatException => (ErrorCode.MalformedResponse, $"Provider '{engine}' gave an answer that cannot be read: {exception.Message}"),
            _ when IsOfNetwork(exception) => (ErrorCode.Unavailable, $"Provider '{engine}' cannot be reached, or broke off: {NetworkFault(exception)}"),
            _ when trace is { IsAccepted: true } => (ErrorCode.MalformedResponse, $"Provider '{engine}' gave an answer of another form than expected: {exception.Message}"),
            _ => (ErrorCode.EngineFailed, $"Engine '{engine}' threw {exception.GetType().Name}: {exception.Message}"),
        };
        return Make(code, what, exception, redactor, (exception as EngineException)?.RetryAfter);
    }

    /// <summary>The failure of a call that took too long.</summary>
    public EngineException TimedOut(TimeSpan limit) =>
        new(ErrorCode.Timeout, string.Create(CultureInfo.InvariantCulture, $"Provider '{engine}' did not finish its answer within {limit.TotalSeconds:0.###} s."));

    /// <summary>Whether a provider asks for fewer calls at once, which is more than that a call failed.</summary>
    public static bool IsPushback(EngineException failure, HttpTrace? seen) => failure.Code == ErrorCode.RateLimit || seen?.Status == Overloaded;

    private EngineException OfStatus(int status, HttpTrace trace, Exception exception, SecretRedactor redactor)
    {
        var body = ErrorBody.Read(trace.ErrorBody);
        var code = CodeOf(status, body);
        var words = body.Message is { } message ? $": {message}" : ".";
        var mend = code == ErrorCode.Auth ? " Check the key and what its account may do." : "";
        return Make(code, string.Create(CultureInfo.InvariantCulture, $"Provider '{engine}' answered {status}{(body.Code is null ? "" : $" ({body.Code})")}{words}{mend}"), exception, redactor, trace.RetryAfter);
    }

    private static ErrorCode CodeOf(int status, ErrorBody body) => status switch
    {
        401 or 403 or 407 => ErrorCode.Auth,
        429 when body.Code is "insufficient_quota" or "billing_hard_limit_reached" => ErrorCode.Auth,
        429 => ErrorCode.RateLimit,
        408 => ErrorCode.Timeout,
        504 => ErrorCode.Timeout,
        409 or 425 => ErrorCode.Unavailable,
        >= 500 => ErrorCode.Unavailable,
        _ when Says(body, "context_length_exceeded", "maximum context length", "context window", "prompt is too long", "context length") => ErrorCode.ContextLength,
        _ when Says(body, "content_filter", "content_policy", "content management policy", "ResponsibleAIPolicy") => ErrorCode.ContentFilter,
        _ => ErrorCode.BadRequest,
    };

    private static bool Says(ErrorBody body, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (body.Code?.Contains(word, StringComparison.OrdinalIgnoreCase) == true || body.Message?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)
                return true;
        }

        return false;
    }

    /// <summary>What the exceptions of well-known clients tell of a call that was not looked at.</summary>
    private HttpTrace? TraceOf(Exception exception) => exception switch
    {
        ClientResultException { Status: > 0 } answered => new HttpTrace
        {
            Status = answered.Status,
            ErrorBody = answered.GetRawResponse()?.Content?.ToString(),
            RetryAfter = RetryAfterHeader.Read(name => answered.GetRawResponse() is { } response && response.Headers.TryGetValue(name, out var value) ? value : null, time.GetUtcNow()),
        },
        HttpRequestException { StatusCode: { } status } => new HttpTrace { Status = (int)status },
        _ => null,
    };

    /// <summary>The innermost reason, with the address where the client tells it: <c>Connection refused (localhost:8000)</c>.</summary>
    private static string NetworkFault(Exception exception)
    {
        var reason = Innermost(exception).Message;
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is HttpRequestException && at.Message.StartsWith(reason, StringComparison.Ordinal))
                return at.Message;
        }

        return reason;
    }

    private static bool IsOfNetwork(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is HttpRequestException or IOException or System.Net.Sockets.SocketException)
                return true;
        }

        return false;
    }

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }

    /// <summary>An exception beneath is kept unless it shows a secret.</summary>
    private static EngineException Make(ErrorCode code, string message, Exception exception, SecretRedactor redactor, TimeSpan? retryAfter)
    {
        var shown = exception.ToString();
        var isClean = redactor.Redact(shown) == shown;
        return new EngineException(code, redactor.Redact(message), isClean ? exception : null) { RetryAfter = retryAfter };
    }
}
