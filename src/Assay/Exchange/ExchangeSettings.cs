using Assay.Execution;
using Assay.Execution.Provenance;
using Assay.Runtime;
using Assay.Storage.Manifests;

namespace Assay.Exchange;

/// <summary>What an export or import is told besides its run.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="StorePayloads">Whether items' contents are kept and may leave.</param>
/// <param name="Hooks">The run's hooks.</param>
/// <param name="Context">What belongs to this call alone, for hooks.</param>
/// <param name="Time">The clock.</param>
/// <param name="Ticker">Told of progress.</param>
/// <param name="Provenance">With what runs are made.</param>
/// <param name="Manifests">Planned runs and who holds their work; null where the store has none.</param>
internal sealed record ExchangeSettings(string Project, bool StorePayloads, HookPipeline Hooks, RuntimeContext Context, TimeProvider Time, ProgressTicker Ticker, ProvenanceSource Provenance, IManifestRepository? Manifests)
{
    /// <summary>Takes secrets out of failures' messages before they are recorded.</summary>
    public SecretRedactor Redactor { get; } = new(Context.Secrets.Values);
}
