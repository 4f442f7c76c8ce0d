namespace Assay.Execution.Spending;

/// <summary>What a call takes.</summary>
/// <param name="Cost">In money.</param>
/// <param name="Tokens">In tokens, read and generated.</param>
internal readonly record struct Amount(decimal Cost, long Tokens)
{
    public static Amount operator +(Amount left, Amount right) => new(left.Cost + right.Cost, left.Tokens + right.Tokens);

    public static Amount operator -(Amount left, Amount right) => new(left.Cost - right.Cost, left.Tokens - right.Tokens);
}
