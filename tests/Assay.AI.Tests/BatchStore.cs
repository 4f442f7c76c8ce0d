using Assay.Specs;

namespace Assay.BatchTests;

/// <summary>The store of batches whose process is killed: a file in the project's folder.</summary>
internal static class BatchStore
{
    /// <summary>Where it lies; null for the file.</summary>
    public static Task<StorageSpec?> OfAsync(string folder) => Task.FromResult<StorageSpec?>(null);

    /// <summary>How many batches are remembered.</summary>
    public static Task<int> CountAsync(string folder, Orchestrator orchestrator) => Task.FromResult(Directory.GetFiles(Path.Combine(folder, "store", "batches")).Length);
}
