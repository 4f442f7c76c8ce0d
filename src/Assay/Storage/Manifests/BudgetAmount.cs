namespace Assay.Storage.Manifests;

/// <summary>What calls take or may take.</summary>
/// <param name="Cost">In money, in the currency of the project's prices.</param>
/// <param name="Tokens">In tokens, read and generated.</param>
public readonly record struct BudgetAmount(decimal Cost, long Tokens)
{
    /// <summary>Both together.</summary>
    public static BudgetAmount operator +(BudgetAmount left, BudgetAmount right) => new(left.Cost + right.Cost, left.Tokens + right.Tokens);

    /// <summary>What is left of the first.</summary>
    public static BudgetAmount operator -(BudgetAmount left, BudgetAmount right) => new(left.Cost - right.Cost, left.Tokens - right.Tokens);
}
