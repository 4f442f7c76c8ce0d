namespace Assay.Errors;

/// <summary>
/// What an engine throws to say how its call failed. It becomes the trial's recorded failure; whether it is
/// tried again is decided by the policy's retryable codes.
/// </summary>
public sealed class EngineException : AssayException
{
    /// <summary>Throws a failure.</summary>
    /// <param name="code">What kind of failure, such as <see cref="ErrorCode.Timeout"/>.</param>
    /// <param name="message">What happened, without secrets: it is stored.</param>
    /// <param name="innerException">What lay beneath, if anything.</param>
    public EngineException(ErrorCode code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }

    /// <summary>How long the provider asks to wait before another attempt; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
