using Assay.Errors;

namespace Assay.Storage;

/// <summary>A stored score.</summary>
/// <param name="Exists">Whether the metric has run.</param>
/// <param name="Value">The score; null when it failed or has not run.</param>
/// <param name="Failure">Why there is no score.</param>
public readonly record struct StoredScore(bool Exists, double? Value, ErrorCode? Failure)
{
    /// <summary>Whether it is final: a value, or the finding that there was nothing to score.</summary>
    public bool IsFinished => Exists && (Failure is null || Failure == ErrorCode.ParseFailed);
}
