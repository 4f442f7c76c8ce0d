namespace Assay.Snapshots;

/// <summary>Names where the snapshots of a test assembly are kept in place of files beside the classes. <see cref="SnapshotStoreAttribute{TStore}"/> is what is written.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public abstract class SnapshotStoreAttribute : Attribute
{
    private protected SnapshotStoreAttribute()
    {
    }

    internal abstract ISnapshotStore Create();
}
