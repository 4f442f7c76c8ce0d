using Assay.Errors;

namespace Assay.Specs;

/// <summary>How work is run: retries, limits and when to give up. Not part of identity.</summary>
public sealed record ExecutionPolicy
{
    /// <summary>How often a retryable failure is tried again, from 0 to 100; 3 by default.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>By how much each wait is longer than the one before, from 1 to 10; 1.5 by default.</summary>
    public double BackoffFactor { get; init; } = 1.5;

    /// <summary>After how many equal failures of one model in a row a run stops, at least 1; 5 by default.</summary>
    public int CircuitBreakerThreshold { get; init; } = 5;

    /// <summary>How many generations may be under way at once, from 1 to 100,000; 32 by default.</summary>
    public int MaxInFlight { get; init; } = 32;

    /// <summary>How many candidates are parsed and scored at once, from 1 to 1,024; null, the default, takes the number of processors.</summary>
    public int? Parallelism { get; init; }

    /// <summary>The codes of failures that are tried again; by default <c>timeout</c>, <c>rate_limit</c> and <c>unavailable</c>.</summary>
    public ValueList<string> RetryableCodes { get; init; } = [ErrorCode.Timeout.Value, ErrorCode.RateLimit.Value, ErrorCode.Unavailable.Value];
}
