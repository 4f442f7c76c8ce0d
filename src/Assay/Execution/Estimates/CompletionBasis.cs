namespace Assay.Execution.Estimates;

/// <summary>From what the length of completions was estimated.</summary>
public enum CompletionBasis
{
    /// <summary>From nothing: neither is anything stored for the model nor is there a longest completion.</summary>
    None,

    /// <summary>The mean of what is stored for the model, or the longest completion allowed where that is less.</summary>
    Stored,

    /// <summary>The longest completion allowed (<see cref="Specs.InferenceParams.MaxTokens"/>), which is an upper bound.</summary>
    MaxTokens,
}
