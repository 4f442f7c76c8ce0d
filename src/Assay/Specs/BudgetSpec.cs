namespace Assay.Specs;

/// <summary>What a run of the project may spend at most, where nobody says otherwise; what is not given bounds nothing. Not part of identity.</summary>
public sealed record BudgetSpec
{
    /// <summary>Money, in the currency of <see cref="ProjectSpec.Prices"/>, above 0; every model whose calls cost money needs a price. Null for any amount.</summary>
    public double? Cost { get; init; }

    /// <summary>Tokens, read and generated, at least 1; null for any number.</summary>
    public long? Tokens { get; init; }

    /// <summary>For how many minutes calls may begin, above 0; null for any time.</summary>
    public double? Minutes { get; init; }
}
