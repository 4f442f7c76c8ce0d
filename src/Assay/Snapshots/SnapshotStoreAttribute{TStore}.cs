namespace Assay.Snapshots;

/// <summary>Keeps the snapshots of a test assembly with another snapshot library: tests, the build's run and the host ask <typeparamref name="TStore"/>.</summary>
/// <typeparam name="TStore">Made once for each session.</typeparam>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class SnapshotStoreAttribute<TStore> : SnapshotStoreAttribute
    where TStore : ISnapshotStore, new()
{
    internal override ISnapshotStore Create() => new TStore();
}
