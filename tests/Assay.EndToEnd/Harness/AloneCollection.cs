namespace Assay.EndToEnd.Harness;

/// <summary>Tests that run while no other of this assembly does, because they hold a stated time.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
