namespace Assay.Storage.Manifests;

/// <summary>How a piece of work stands.</summary>
public enum WorkStatus
{
    /// <summary>It waits.</summary>
    Pending = 0,

    /// <summary>A worker holds a live lease on it, or a provider works on it.</summary>
    Running = 1,

    /// <summary>It ended with a result; a parse that found nothing, and a score that says so, are results.</summary>
    Completed = 2,

    /// <summary>It ended in an error.</summary>
    Failed = 3,

    /// <summary>It cannot be done because an earlier stage failed.</summary>
    Skipped = 4,
}
