using System.Globalization;

namespace Assay.StubProvider;

/// <summary>One fault, to be given in place of, or within, an answer.</summary>
/// <param name="Kind">How the answer goes wrong.</param>
public sealed record StubFault(StubFaultKind Kind)
{
    /// <summary>The status of <see cref="StubFaultKind.Status"/>.</summary>
    public int Status { get; init; } = 500;

    /// <summary>The error's code within the body, such as <c>context_length_exceeded</c>; null for none.</summary>
    public string? Code { get; init; }

    /// <summary>The error's message.</summary>
    public string Message { get; init; } = "The stub was told to fail.";

    /// <summary>The value of <c>Retry-After</c>; null sends none.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The pause between the pieces of <see cref="StubFaultKind.SlowDrip"/>.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>A status with an error's code.</summary>
    public static StubFault Of(int status, string? code = null, string? message = null) =>
        new(StubFaultKind.Status) { Status = status, Code = code, Message = message ?? "The stub was told to fail." };

    /// <summary>Too many requests; asks to wait for seconds.</summary>
    public static StubFault RateLimited(int? seconds = null) =>
        Of(429, "rate_limit_exceeded") with { RetryAfter = seconds?.ToString(CultureInfo.InvariantCulture) };

    /// <summary>Too many requests; asks to wait until a moment.</summary>
    public static StubFault RateLimitedUntil(DateTimeOffset moment) =>
        Of(429, "rate_limit_exceeded") with { RetryAfter = moment.ToString("R", CultureInfo.InvariantCulture) };
}
