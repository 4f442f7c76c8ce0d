namespace Assay.Execution.Estimates;

/// <summary>Generations and what they would take. Those that ask the same thing count once.</summary>
/// <param name="Generations">How many there are.</param>
/// <param name="PromptTokens">The tokens that they read, later turns with what came before them included.</param>
/// <param name="CompletionTokens">The tokens that they write; null where that cannot be told.</param>
/// <param name="Cost">What they cost, in the project's currency; 0 for an engine that costs nothing; null where that cannot be told.</param>
public sealed record TokenEstimate(long Generations, long PromptTokens, long? CompletionTokens, double? Cost)
{
    /// <summary>Nothing.</summary>
    public static TokenEstimate None { get; } = new(0, 0, 0, 0);

    /// <summary>Both together; what cannot be told of one cannot be told of both.</summary>
    public static TokenEstimate operator +(TokenEstimate left, TokenEstimate right) => new(
        left.Generations + right.Generations,
        left.PromptTokens + right.PromptTokens,
        left.CompletionTokens + right.CompletionTokens,
        left.Cost + right.Cost);
}
