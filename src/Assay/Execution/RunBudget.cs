namespace Assay.Execution;

/// <summary>
/// What a run may spend at most; null bounds nothing. What a call may take is reserved before it is made, so that calls that are under way
/// at once never take more together. A run that has spent it stops, and the next one goes on from there.
/// </summary>
public sealed record RunBudget
{
    /// <summary>Money, in the currency of the project's prices, above 0. Every model whose calls cost money needs a price.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Tokens, read and generated, above 0.</summary>
    public long? Tokens { get; init; }

    /// <summary>How long calls may begin, above 0; those that are under way then end.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The budget of a project; null where it has none.</summary>
    internal static RunBudget? Of(Specs.ProjectSpec project) => project.Budget is not { } budget ? null : new RunBudget
    {
        Cost = (decimal?)budget.Cost,
        Tokens = budget.Tokens,
        Time = budget.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
    };

    /// <summary>Whether anything is bounded.</summary>
    internal bool IsBounded => Cost is not null || Tokens is not null || Time is not null;
}
