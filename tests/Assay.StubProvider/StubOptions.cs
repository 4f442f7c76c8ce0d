namespace Assay.StubProvider;

/// <summary>How a stub behaves.</summary>
public sealed record StubOptions
{
    /// <summary>Answers a chat; by default a function of the request alone, see <see cref="SeededAnswers"/>.</summary>
    public Func<StubRequest, StubAnswer> Answer { get; init; } = SeededAnswers.Answer;

    /// <summary>The fault that a request meets; none by default. Called once for each request, in the order of arrival.</summary>
    public Func<StubRequest, StubFault?> Fault { get; init; } = static _ => null;

    /// <summary>How often a batch is looked at before it ends; 1 by default, so that it is under way at first.</summary>
    public int BatchLooks { get; init; } = 1;

    /// <summary>How a batch ends: <c>completed</c> by default, <c>expired</c>, <c>cancelled</c> or <c>failed</c>.</summary>
    public Func<StubBatch, string> BatchFate { get; init; } = static _ => "completed";

    /// <summary>How many lines of a batch are answered that expires or is cancelled; none by default.</summary>
    public int BatchAnswered { get; init; }

    /// <summary>Why a batch is refused that fails as a whole.</summary>
    public string BatchError { get; init; } = "invalid_file";

    /// <summary>Told of each request before it is answered or meets a fault; nobody by default.</summary>
    public Action<StubRequest> Received { get; init; } = static _ => { };

    /// <summary>Told of each request once what it asks for is done, before the answer is sent, where it is about files and batches; nobody by default.</summary>
    public Action<StubRequest> Served { get; init; } = static _ => { };

    /// <summary>The key that requests must bear; null takes any, or none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How many requests may be under way at once; one more is refused with 429 and counted in <see cref="StubServer.Exceeded"/>. Unlimited by default.</summary>
    public int MaxConcurrency { get; init; } = int.MaxValue;

    /// <summary>How long every answer takes; no time by default.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The port on loopback; 0, the default, takes a free one.</summary>
    public int Port { get; init; }
}
