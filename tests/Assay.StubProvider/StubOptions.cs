namespace Assay.StubProvider;

/// <summary>How a stub behaves.</summary>
public sealed record StubOptions
{
    /// <summary>Answers a chat; by default a function of the request alone, see <see cref="SeededAnswers"/>.</summary>
    public Func<StubRequest, StubAnswer> Answer { get; init; } = SeededAnswers.Answer;

    /// <summary>The fault that a request meets; none by default. Called once for each request, in the order of arrival.</summary>
    public Func<StubRequest, StubFault?> Fault { get; init; } = static _ => null;

    /// <summary>The key that requests must bear; null takes any, or none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How many requests may be under way at once; one more is refused with 429 and counted in <see cref="StubServer.Exceeded"/>. Unlimited by default.</summary>
    public int MaxConcurrency { get; init; } = int.MaxValue;

    /// <summary>How long every answer takes; no time by default.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The port on loopback; 0, the default, takes a free one.</summary>
    public int Port { get; init; }
}
