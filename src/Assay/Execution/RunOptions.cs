using Assay.Execution.Batches;
using Assay.Execution.Spending;
using Assay.Runtime;

namespace Assay.Execution;

/// <summary>What belongs to one run and never to identity.</summary>
public sealed record RunOptions
{
    /// <summary>Whether engines that cost money may be called; true by default. Without, their missing generations are counted and left.</summary>
    public bool MaySpend { get; init; } = true;

    /// <summary>Whether engines whose answers come from elsewhere may be called (<see cref="Contracts.IEngine.IsRemote"/>); true by default. Without, the store and recordings answer for them, and what neither has is counted and left.</summary>
    public bool MayConnect { get; init; } = true;

    /// <summary>What the run may spend; null, the default, takes the project's budget (<see cref="Specs.ProjectSpec.Budget"/>), and a budget that bounds nothing spends anything.</summary>
    public RunBudget? Budget { get; init; }

    /// <summary>Counts for several runs that share a budget; null makes one for this run.</summary>
    internal BudgetMeter? Meter { get; init; }

    /// <summary>The run's connections to servers of tools; null before there is a run.</summary>
    internal ToolServers? Servers { get; init; }

    /// <summary>Whether a provider's batches are waited for; false submits them, stores what has ended, and leaves.</summary>
    internal bool WaitsForBatches { get; init; } = true;

    /// <summary>What batches gave this run; null where there were none.</summary>
    internal BatchedAnswers? Batched { get; init; }

    /// <summary>Which engines may be called.</summary>
    internal RunPermit Permit => new(MaySpend, MayConnect);

    /// <summary>Secrets, settings, labels and handlers of tools; none by default.</summary>
    public RuntimeContext Context { get; init; } = RuntimeContext.Empty;

    /// <summary>Who is told of progress; nobody by default.</summary>
    public ProgressConfig? Progress { get; init; }
}
