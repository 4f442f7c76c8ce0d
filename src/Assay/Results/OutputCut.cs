using Assay.Errors;

namespace Assay.Results;

/// <summary>A short cut of what a model said, or of why it said nothing.</summary>
/// <param name="Text">One line of at most about 120 characters, after the assembly's scrubbers; of a failure its message.</param>
/// <param name="Failure">Why there is no output; null where there is one.</param>
public sealed record OutputCut(string Text, ErrorCode? Failure = null)
{
    /// <summary>The cut as messages show it, such as <c>said: The answer is 42.</c> or <c>failed: timeout: No answer in 30 s.</c></summary>
    public override string ToString() => Failure is { } code
        ? $"failed: {code}{(Text.Length > 0 ? ": " + Text : "")}"
        : Text.Length > 0 ? $"said: {Text}" : "said nothing";
}
