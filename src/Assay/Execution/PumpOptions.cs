using Assay.Specs;

namespace Assay.Execution;

/// <summary>What a pump is told about its run.</summary>
/// <param name="RunId">The run's row.</param>
/// <param name="Stages">The stages to go through.</param>
/// <param name="MaySpend">Whether engines that cost money may be called.</param>
/// <param name="StorePayloads">Whether items' contents are kept.</param>
internal sealed record PumpOptions(long RunId, RunStages Stages, bool MaySpend, bool StorePayloads);
