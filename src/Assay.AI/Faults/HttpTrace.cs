namespace Assay.AI.Faults;

/// <summary>What was seen of one HTTP call.</summary>
internal sealed class HttpTrace
{
    /// <summary>The status; null while nothing has been answered.</summary>
    public int? Status { get; set; }

    /// <summary>How long the provider asks to wait; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>The provider's name for the request; null when it did not say.</summary>
    public string? RequestId { get; set; }

    /// <summary>The body of an answer that is an error; null for any other.</summary>
    public string? ErrorBody { get; set; }

    /// <summary>Whether the provider accepted the request.</summary>
    public bool IsAccepted => Status is >= 200 and < 300;
}
