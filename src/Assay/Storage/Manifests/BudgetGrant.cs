namespace Assay.Storage.Manifests;

/// <summary>What the workers of a run may spend together. A bound that is null bounds nothing.</summary>
/// <param name="Cost">Money, in the currency of the project's prices.</param>
/// <param name="Tokens">Tokens, read and generated.</param>
/// <param name="Time">How long after the first reservation calls may begin.</param>
public sealed record BudgetGrant(decimal? Cost, long? Tokens, TimeSpan? Time)
{
    /// <summary>Its number, which counts up with each grant of a run; 0 before it is kept.</summary>
    public long Id { get; init; }

    /// <summary>When the first worker reserved of it; null before.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>Whether it bounds anything.</summary>
    public bool IsBounded => Cost is not null || Tokens is not null || Time is not null;

    /// <summary>Whether it holds an amount.</summary>
    public bool Holds(BudgetAmount amount) => (Cost is not { } cost || amount.Cost <= cost) && (Tokens is not { } tokens || amount.Tokens <= tokens);
}
