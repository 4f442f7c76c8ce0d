using Assay.Execution.Batches;
using Assay.Execution.Provenance;
using Assay.Recordings;
using Assay.Specs;
using Assay.Telemetry;

namespace Assay.Execution;

/// <summary>What an orchestrator's runs have in common.</summary>
/// <param name="Policy">Retries and the circuit breaker.</param>
/// <param name="StorePayloads">Whether items' contents are kept.</param>
/// <param name="ParallelCandidates">How many candidates of one trial are generated at once.</param>
/// <param name="Time">The clock.</param>
/// <param name="Provenance">With what runs are made.</param>
internal sealed record ExecutorSettings(ExecutionPolicy Policy, bool StorePayloads, int ParallelCandidates, TimeProvider Time, ProvenanceSource Provenance)
{
    /// <summary>Told of what happens; null for nobody.</summary>
    public TelemetryBus? Telemetry { get; init; }

    /// <summary>Recorded answers; null for none.</summary>
    public AnswerBook? Book { get; init; }

    /// <summary>Opens all parts of the store; null where it has none.</summary>
    public Func<CancellationToken, ValueTask<Storage.StorageBundle?>> Storage { get; init; } = static _ => ValueTask.FromResult<Storage.StorageBundle?>(null);

    /// <summary>Where batches are submitted; null where the project's backend is none of batches.</summary>
    public BatchDesk? Batches { get; init; }

    /// <summary>What a run may spend that has no budget of its own; null for anything.</summary>
    public RunBudget? Budget { get; init; }

    /// <summary>What models cost.</summary>
    public ValueList<PriceSpec> Prices { get; init; } = [];
}
