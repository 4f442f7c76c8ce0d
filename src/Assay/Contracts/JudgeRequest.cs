using Assay.Runtime;
using Assay.Specs;

namespace Assay.Contracts;

/// <summary>What a judge is asked.</summary>
/// <param name="Item">The item that was asked about.</param>
/// <param name="Outputs">The outputs: one to grade, or two to compare, in the order in which the judge is shown them.</param>
public sealed record JudgeRequest(Item Item, ValueList<Output> Outputs)
{
    /// <summary>What to judge by, in words; null leaves it to the judge.</summary>
    public string? Criteria { get; init; }

    /// <summary>An answer that is known to be good; null where there is none.</summary>
    public string? Reference { get; init; }

    /// <summary>The seed of the judge's calls, not negative; 0 by default.</summary>
    public long Seed { get; init; }

    /// <summary>What belongs to this call of a run and never to identity; empty by default.</summary>
    public RuntimeContext Runtime { get; init; } = RuntimeContext.Empty;
}
